/* Takes the still picture of a film from the film itself and puts it into the form's own field. */
const box = document.querySelector("[data-ws-poster]");
const field = document.querySelector("input[type=file][name=poster]");
const WIDEST = 1280;

async function take(second) {
  const film = document.createElement("video");
  film.muted = true;
  film.preload = "auto";
  film.src = box.dataset.wsVideo;
  await new Promise((resolve, reject) => {
    film.addEventListener("loadedmetadata", resolve, { once: true });
    film.addEventListener("error", reject, { once: true });
  });
  film.currentTime = Math.min(second, Math.max(0, film.duration - 0.1));
  await new Promise((resolve, reject) => {
    film.addEventListener("seeked", resolve, { once: true });
    film.addEventListener("error", reject, { once: true });
  });
  const canvas = document.createElement("canvas");
  const scale = Math.min(1, WIDEST / film.videoWidth);
  canvas.width = Math.round(film.videoWidth * scale);
  canvas.height = Math.round(film.videoHeight * scale);
  canvas.getContext("2d").drawImage(film, 0, 0, canvas.width, canvas.height);
  const picture = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.85); });
  const files = new DataTransfer();
  files.items.add(new File([picture], "standbild.jpg", { type: "image/jpeg" }));
  field.files = files.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

if (box && field) {
  const status = box.querySelector("[role=status]");
  box.querySelector("button").addEventListener("click", async () => {
    try {
      await take(Number(box.querySelector("input").value) || 0);
      status.textContent = box.dataset.wsTaken;
    } catch (error) {
      status.textContent = box.dataset.wsFailed;
    }
  });
}
