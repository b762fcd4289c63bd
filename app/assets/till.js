// The till's comforts. A code that a camera app brought along in the address (/till#12345678) is sent at once. A scanner that types finds the field by
// itself, a phone shows digits first, and nothing is sent twice. Where the browser can read square codes, a button opens the camera. Plain JavaScript:
// a till should not wait for a bundle.
const form = document.querySelector("form.till-code");
const codeIn = text => text.split("#").pop().replace(/[\s-]/g, "");
const isCode = text => /^[0-9A-Za-z]{8,12}$/.test(codeIn(text));
const brought = location.hash.slice(1);

function send(text) {
  form.elements.code.value = codeIn(text);
  form.requestSubmit();
}

function button(label, press) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "btn quiet wide", textContent: label });
  made.addEventListener("click", () => press(made));
  form.append(made);
  return made;
}

/** One tap is one code: a second one is not sent while the first is on its way. */
function onlyOnce() {
  form.addEventListener("submit", event => {
    if ("sent" in form.dataset) event.preventDefault();
    form.dataset.sent = "";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
  addEventListener("pageshow", () => delete form.dataset.sent);
}

/** What a scanner types goes into the field, wherever the focus is. */
function hearScanner(field) {
  addEventListener("keydown", event => {
    const busy = event.target.closest?.("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey;
    if (!busy && /^[0-9A-Za-z]$/.test(event.key)) field.focus();
  });
}

/** Codes on a phone are digits; for the letters of a printed one the keyboard is changed. */
function digitsFirst(field) {
  if (!matchMedia("(pointer: coarse)").matches) return;
  field.inputMode = "numeric";
  button(form.dataset.letters, made => {
    field.inputMode = "text";
    made.remove();
    field.focus();
  });
}

async function scan(opener) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).catch(() => null);
  if (!stream) {
    opener.textContent = form.dataset.noCamera;
    opener.disabled = true;
    return;
  }
  const frame = document.createElement("div");
  const video = document.createElement("video");
  frame.className = "scan";
  Object.assign(video, { srcObject: stream, muted: true, playsInline: true });
  frame.append(video);
  form.before(frame);
  opener.hidden = true;
  let open = true;
  const close = () => {
    open = false;
    for (const track of stream.getTracks()) track.stop();
    frame.remove();
    closer.remove();
    opener.hidden = false;
  };
  const closer = button(form.dataset.stop, close);
  await video.play();
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  while (open) {
    const seen = await detector.detect(video).catch(() => []);
    // Another square code on the counter, for paying, is none for the till.
    const found = seen.find(({ rawValue }) => isCode(rawValue));
    if (open && found) {
      close();
      send(found.rawValue);
    }
    await new Promise(next => setTimeout(next, 150));
  }
}

if (form) {
  onlyOnce();
  hearScanner(form.elements.code);
  digitsFirst(form.elements.code);
  if ("BarcodeDetector" in window && navigator.mediaDevices) button(form.dataset.scan, scan);
}

if (isCode(brought)) {
  // Whoever works several tills chooses first; the code goes along.
  for (const link of document.querySelectorAll(".tills a")) link.hash = brought;
  if (form) {
    history.replaceState(null, "", location.pathname + location.search);
    send(brought);
  }
}
