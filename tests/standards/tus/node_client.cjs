// npm's tus-js-client uploads a file in two goes, and goes on while the server is away in between.
const fs = require("node:fs");
const tus = require("tus-js-client");

const { TUS_ENDPOINT, TUS_HEADERS, TUS_FILE } = process.env;
const content = fs.readFileSync(TUS_FILE);
const half = content.length / 2;

const run = (address, onPiece) => new Promise((resolve, reject) => {
  const upload = new tus.Upload(content, {
    endpoint: TUS_ENDPOINT,
    uploadUrl: address,
    headers: JSON.parse(TUS_HEADERS),
    metadata: { filename: "film.mp4", purpose: "probe" },
    chunkSize: 5 * 1024 * 1024,
    retryDelays: Array(60).fill(200),
    onChunkComplete: (_size, accepted) => onPiece(upload, accepted, resolve),
    onSuccess: () => resolve(upload.url),
    onError: reject,
  });
  upload.start();
});

(async () => {
  // Left in the middle, as by a closed page.
  const address = await run(null, (upload, accepted, resolve) => {
    if (accepted >= half / 2) upload.abort().then(() => resolve(upload.url));
  });
  let told = false;
  await run(address, (_upload, accepted) => {
    if (accepted >= half && !told) {
      told = true;
      // Whoever reads this kills the server and starts it again.
      console.log("half");
    }
  });
  console.log(address);
})().catch((error) => { console.error(error); process.exit(1); });
