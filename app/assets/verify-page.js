// The page that recounts: a form with `data-verify` holding a file (`board`), the root somebody wrote down (`root`) and a receipt (`receipt`), the last
// two optional. The words stand in the page, hidden: `data-fine` for what is in order, `data-wrong="<name>"` for every name of what is not, and
// `data-fact="<name>"` in them for what a sentence needs, `data-working` while it counts. `data-keys` on the form holds the published keys, parted by spaces.
import { Wrong, must } from './verify-vote-parts.js';
import { checkSignature, findReceipt, readReceipt } from './verify-receipt.js';
import { recount } from './verify-vote.js';

const form = document.querySelector('form[data-verify]');
document.querySelector('[data-without-js]')?.remove();
const sentences = () => document.querySelectorAll('[data-fine], [data-wrong]');

/** Shows the sentence of this kind and name, with its facts. */
function say(kind, name, facts) {
  for (const sentence of document.querySelectorAll(`[data-${kind}="${name}"]`)) {
    for (const [fact, value] of Object.entries(facts)) {
      for (const place of sentence.querySelectorAll(`[data-fact="${fact}"]`)) place.textContent = value;
    }
    sentence.hidden = false;
  }
}

async function verify() {
  // Browsers give SHA-256 only to pages from https or from this machine.
  must(globalThis.crypto?.subtle, 'browser_without_crypto');
  const { board, root, receipt } = form.elements;
  must(board.files.length === 1, 'recount_no_file');
  const written = root.value.replace(/\s/g, '').toLowerCase();
  must(written === '' || /^[0-9a-f]{64}$/.test(written), 'written_root_unreadable');
  const recounted = await recount(await board.files[0].arrayBuffer(), written || null);
  const { card, header, root: found, fingerprint } = recounted;
  say('fine', 'board', { root: found, fingerprint, question: card.question, ballots: header.ballots, marked: header.marked });
  say('fine', recounted.result.match(/\noutcome\t(\w+)/)[1], {});
  if (receipt.value.trim() === '') return;
  const read = readReceipt(receipt.value);
  const signed = await checkSignature(read, (form.dataset.keys ?? '').split(' ').filter(Boolean));
  findReceipt(recounted, read);
  say('fine', signed ? 'receipt' : 'receipt_unsigned_here', {});
}

form?.addEventListener('submit', async event => {
  event.preventDefault();
  const [button, working] = [form.querySelector('[type=submit]'), document.querySelector('[data-working]')];
  for (const sentence of sentences()) sentence.hidden = true;
  button.disabled = true;
  working.hidden = false;
  try {
    await verify();
  } catch (wrong) {
    // What is no refusal is this browser's limit: a file too large for its memory.
    say('wrong', wrong instanceof Wrong ? wrong.code : 'recount_stopped', wrong.facts ?? {});
  } finally {
    working.hidden = true;
    button.disabled = false;
  }
});

// A receipt's QR code leads here with the receipt after the `#`, which no server sees.
if (form && location.hash.startsWith('#R1.')) form.elements.receipt.value = location.hash.slice(1);
