// The screen in the meeting room. The server says when something has changed; the page is asked for again and its one piece exchanged. Where the line
// breaks, the browser takes it up again by itself; until then the page is asked for every few seconds. A screen whose link was taken back goes dark.
import { exchange } from "/live.js";

const look = async () => {
  const answer = await exchange(location.href, ["screen"]).catch(() => null);
  if (answer === false) location.reload();
};

const line = new EventSource(`${location.pathname}/live`);
let timer;
line.addEventListener("open", () => clearInterval(timer));
line.addEventListener("message", look);
line.addEventListener("error", () => {
  clearInterval(timer);
  timer = setInterval(look, 3000);
});
