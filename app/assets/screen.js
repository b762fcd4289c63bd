// The screen in the meeting room. The server says when something has changed; the page is asked for again and its one piece exchanged. Where the line
// breaks it is taken up again, and until then the page is asked for every two seconds. What cannot be had now stays as it is; only a screen whose link
// was taken back goes dark.
import { exchange } from "/live.js";

const AGAIN = 2000;
let asking;

async function look() {
  const refused = await exchange(location.href, ["screen"]).catch(error => error.message);
  if (refused === "404") location.reload();
}

function listen() {
  const line = new EventSource(`${location.pathname}/live`);
  line.addEventListener("open", () => clearInterval(asking));
  line.addEventListener("message", look);
  line.addEventListener("error", () => {
    clearInterval(asking);
    asking = setInterval(look, AGAIN);
    // A browser takes up a line that broke; one that was refused it leaves closed.
    if (line.readyState === EventSource.CLOSED) setTimeout(listen, AGAIN);
  });
}

listen();

// What is left counts down between two looks: `data-left` holds the seconds at the moment the piece arrived.
const since = new WeakMap();

setInterval(() => {
  for (const piece of document.querySelectorAll("[data-left]")) {
    if (!since.has(piece)) since.set(piece, Date.now());
    const left = Math.max(0, Math.ceil(piece.dataset.left - (Date.now() - since.get(piece)) / 1000));
    if (piece.tagName === "PROGRESS") piece.value = left;
    else piece.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  }
}, 250);
