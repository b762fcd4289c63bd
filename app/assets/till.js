// The till's two comforts. A code that a camera app brought along in the address (/till#12345678) is sent at once. Where the browser can read
// square codes, a button opens the camera. Plain JavaScript: a till should not wait for a bundle.
const form = document.querySelector("form.till-code");
const brought = location.hash.slice(1);
const isCode = /^[0-9A-Za-z-]{8,16}$/.test(brought);

function send(text) {
  form.elements.code.value = text.split("#").pop();
  form.requestSubmit();
}

if (isCode) {
  // Whoever works several tills chooses first; the code goes along.
  for (const link of document.querySelectorAll(".tills a")) link.hash = brought;
  if (form) {
    history.replaceState(null, "", location.pathname + location.search);
    send(brought);
  }
}

async function scan(button) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).catch(() => null);
  if (!stream) {
    button.textContent = form.dataset.noCamera;
    button.disabled = true;
    return;
  }
  const frame = document.createElement("div");
  const video = document.createElement("video");
  frame.className = "scan";
  Object.assign(video, { srcObject: stream, muted: true, playsInline: true });
  frame.append(video);
  form.before(frame);
  button.hidden = true;
  await video.play();
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  for (;;) {
    const [found] = await detector.detect(video).catch(() => []);
    if (found) {
      for (const track of stream.getTracks()) track.stop();
      send(found.rawValue);
      return;
    }
    await new Promise(next => setTimeout(next, 150));
  }
}

if (form && "BarcodeDetector" in window && navigator.mediaDevices) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "btn quiet wide", textContent: form.dataset.scan });
  button.addEventListener("click", () => scan(button));
  form.append(button);
}
