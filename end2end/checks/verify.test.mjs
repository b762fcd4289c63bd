import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes, randomInt, randomUUID, sign } from 'node:crypto';
import { test } from 'node:test';
import { checkSignature, findReceipt, readReceipt } from '../../app/assets/verify-receipt.js';
import { recount } from '../../app/assets/verify-vote.js';

// The recount in Rust, as an example of the law's crate.
const root = new URL('../../', import.meta.url).pathname;
const target = process.env.CARGO_TARGET_DIR ?? `${root}target`;
execFileSync('cargo', ['build', '--quiet', '-p', 'rules', '--example', 'boards'], { cwd: root, stdio: 'inherit' });

function rust(args, input = '') {
  return execFileSync(`${target}/debug/examples/boards`, args, { input, encoding: 'utf8', maxBuffer: 2 ** 30 }).trimEnd().split('\n');
}

const here = async file => {
  try {
    const { root, result } = await recount(file);
    return { root, result };
  } catch (wrong) {
    if (!wrong.code) throw wrong;
    return { refused: wrong.code };
  }
};

/** Both recounts of the same files; they must say the same, word for word. */
async function both(files) {
  const there = rust(['recount'], files.map(file => `${file}\n`).join('')).map(line => JSON.parse(line));
  assert.equal(there.length, files.length);
  for (const [at, file] of files.entries()) assert.deepEqual(await here(file), there[at], file);
  return there;
}

const one = list => list[randomInt(list.length)];

/** One ballot altered, one left out, one added, one doubled; then the same with a root that was made to fit. */
function tampered(file) {
  const sound = JSON.parse(file);
  const counted = [...sound.ballots.keys()].filter(at => !sound.ballots[at].startsWith('removed'));
  if (counted.length === 0) return null;
  const at = one(counted);
  const fields = sound.ballots[at].split('\t');
  const added = fields.with(0, randomUUID());
  if (added.length > 3) added[4] = randomUUID();
  const after = sound.ballots.findIndex(line => !line.startsWith('removed') && line > added[0]);
  const place = after < 0 ? sound.ballots.length : after;
  const salted = fields.with(2, fields[2].replace(/./, digit => (digit === '0' ? '1' : '0'))).join('\t');
  const change = ballots => JSON.stringify({ ...sound, ballots });
  return {
    board_altered: change(sound.ballots.with(at, salted)),
    board_ballots_missing: change(sound.ballots.toSpliced(at, 1)),
    board_ballots_added: change(sound.ballots.toSpliced(place, 0, added.join('\t'))),
    board_ballot_doubled: change(sound.ballots.toSpliced(at, 0, sound.ballots[at])),
  };
}

test('a thousand boards from Rust are recounted alike', async () => {
  const answers = await both(rust(['make', '1000', '31']));
  assert.equal(answers.filter(answer => answer.refused).length, 0);
  assert.ok(new Set(answers.map(answer => answer.result)).size > 800);
});

test('both find an altered, a missing, an added and a doubled ballot, by name', async () => {
  const sets = rust(['make', '300', '32']).map(tampered).filter(Boolean);
  assert.ok(sets.length > 150);
  const answers = await both(sets.flatMap(Object.values));
  const expected = sets.flatMap(Object.keys);
  assert.deepEqual(answers.map(answer => answer.refused), expected);
});

test('a board made to fit itself is found by the root somebody wrote down', async () => {
  const [first, other] = rust(['make', '2', '33']);
  const root = JSON.parse(first).root;
  assert.equal((await recount(first, root)).root, root);
  await assert.rejects(recount(other, root), { code: 'board_other_root' });
});

test('both say the same of any damaged file', async () => {
  const damaged = rust(['make', '1500', '34']).map(file => {
    const characters = [...file];
    const at = randomInt(characters.length);
    const put = one(['', '0', '9', 'a', ' ', '"', '\\t', '\\n', '\\u0000', '\\ud800', '\\u200b', ',', '-', '99999', '>', 'yes']);
    return characters.toSpliced(at, one([0, 1, 1, 5]), put).join('');
  });
  const answers = await both(damaged);
  assert.ok(new Set(answers.map(answer => answer.refused)).size > 8);
});

const sha = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** The tree built level by level from below, a way that differs from both recounts. */
function rootOf(leaves) {
  let level = leaves;
  while (level.length > 1) {
    const next = [];
    for (let at = 0; at < level.length; at += 2) next.push(at + 1 < level.length ? sha(Buffer.of(1), level[at], level[at + 1]) : level[at]);
    level = next;
  }
  return level[0];
}

const leafOf = line => sha(Buffer.of(0), line);

/** Lines of fields, in their one right form. */
const text = (...lines) => lines.map(fields => `${[fields].flat().join('\t')}\n`).join('');

/** A secret yes-or-no vote: n on the roll, a quorum of half the roll, two thirds of the valid ballots. */
function ownBoard() {
  const members = 5 + randomInt(60);
  const seed = randomBytes(32);
  const [vote, cast] = [randomUUID(), randomInt(members + 1)];
  const rules = [['proof', 'none'], ['roll', members, members], ['secrecy', 'secret'], ['quorum', 'cast', '>=1/2'], ['pass', 'valid', '>=2/3']];
  const first = [['vote', vote], ['question', '是否通过？'], ['method', 'yes_no'], ['seats', 1], ['electorate', 'merchants', '']];
  const last = [['ties', ''], ['opens', 1795759200000], ['closes', 1795762800000], ['seed', sha(seed).toString('hex')]];
  const card = text('shangmeng rule card 1', ...first, ...rules, ...last);
  const choices = Array.from({ length: cast }, () => one(['yes', 'yes', 'yes', 'no', 'abstain', 'spoiled']));
  const ballots = choices.map(choice => `${randomUUID()}\t${choice}\t${randomBytes(16).toString('hex')}`).sort();
  const counts = [['marked', cast], ['present', 0], ['ballots', cast]];
  const header = text('shangmeng board 1', ['vote', vote], ['card', sha(card).toString('hex')], ...counts);
  const result = ownResult(members, choices);
  const board = { format: 'shangmeng-board/1', card, header, ballots, root: rootOf([header, ...ballots].map(leafOf)).toString('hex') };
  return JSON.stringify({ ...board, seed: seed.toString('hex'), result });
}

function ownResult(members, choices) {
  const count = choice => choices.filter(of => of === choice).length;
  const cast = choices.length;
  const [yes, valid] = [count('yes'), cast - count('spoiled')];
  const [quorum, pass] = [2 * cast >= members, valid > 0 && 3 * yes >= 2 * valid];
  const word = met => (met ? 'met' : 'missed');
  const outcome = ['outcome', quorum ? (pass ? 'passed' : 'failed') : 'void'];
  const counted = [['cast', cast], ['valid', valid], ['abstain', count('abstain')], ['spoiled', count('spoiled')]];
  const met = [['quorum', cast, members, '>=1/2', word(quorum)], ['yes', yes], ['no', count('no')], ['pass', yes, valid, '>=2/3', word(pass)]];
  return text('shangmeng result 1', outcome, ...counted, ...met);
}

test('a thousand boards of another generator are in order here and there', async () => {
  const answers = await both(Array.from({ length: 1000 }, ownBoard));
  assert.equal(answers.filter(answer => answer.refused).length, 0);
  assert.equal(new Set(answers.map(answer => answer.result.split('\n')[1])).size, 3);
});

function receiptFor(file, at, { privateKey, publicKey }) {
  const { card, ballots } = JSON.parse(file);
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const vote = /\nvote\t(.*)\n/.exec(card)[1];
  const [ballot] = ballots[at].split('\t');
  const names = [['vote', vote], ['card', sha(card).toString('hex')], ['ballot', ballot]];
  const signed = text('shangmeng receipt 1', ...names, ['leaf', leafOf(ballots[at]).toString('hex')], ['key', sha(raw).toString('hex').slice(0, 16)]);
  return { paper: `${signed}signature\t${sign(null, signed, privateKey).toString('hex')}\n`, key: raw.toString('hex') };
}

test('a receipt finds its ballot, and shows a changed or missing one', async () => {
  let file = ownBoard();
  while (JSON.parse(file).ballots.length < 3) file = ownBoard();
  const { paper, key } = receiptFor(file, 1, generateKeyPairSync('ed25519'));
  const receipt = readReceipt(paper);
  const board = await recount(file);
  findReceipt(board, receipt);
  assert.equal(await checkSignature(receipt, ['00'.repeat(32), key]), true);

  const parts = ['vote', 'card', 'ballot', 'leaf', 'key', 'signature'].map(name => receipt[name].replaceAll('-', ''));
  assert.deepEqual(readReceipt(`https://example.test/verify#R1.${parts.join('.')}`), receipt);

  const refused = (code, act) => assert.rejects(async () => act(), { code });
  await refused('receipt_unreadable', () => readReceipt(paper.replace('ballot', 'bullet')));
  await refused('receipt_unreadable', () => readReceipt(paper.slice(0, -2)));
  await refused('receipt_forged', () => checkSignature(readReceipt(paper.replace(receipt.leaf, receipt.card)), [key]));
  await refused('receipt_key_unknown', () => checkSignature(receipt, ['00'.repeat(32)]));
  await refused('receipt_ballot_changed', () => findReceipt(board, { ...receipt, leaf: receipt.card }));
  await refused('receipt_not_on_board', () => findReceipt(board, { ...receipt, ballot: randomUUID() }));
  await refused('receipt_of_another_vote', () => findReceipt(board, { ...receipt, vote: randomUUID() }));
  await refused('receipt_ballot_removed', () => findReceipt({ ...board, leaves: new Map(), removed: [receipt.leaf] }, receipt));
});
