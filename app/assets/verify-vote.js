// Recounts the published file of a vote, without the portal: in a page of the portal, in the same page kept on a disk, or under Node.
// The description of the file is app/rules/src/voting/FORMAT.md; this program was written from it, apart from the one in Rust.
// It uses nothing but the language and WebCrypto. `recount` throws a `Wrong` with the name of the first thing that is not in order.
import {
  Wrong, must, utf8, toHex, fromHex, sha256, leafOf, merkleRoot, ID, HASH,
  NUMBER, SHARE, UNPRINTABLE, U8, U16, U32, U64, whole, numberOf, readShare, isMet,
} from './verify-vote-parts.js';

/** Gives the lines of a text one by one, each only under its own name; `code` is thrown for everything else. */
function reader(text, code) {
  must(text.endsWith('\n'), code);
  const lines = text.slice(0, -1).split('\n');
  return {
    peek: name => lines[0]?.split('\t')[0] === name,
    number(name, most) {
      return numberOf(this.take(name, NUMBER)[0], most, code);
    },
    take(name, ...patterns) {
      const [first, ...fields] = (lines.shift() ?? '').split('\t');
      must(first === name && fields.length === patterns.length, code);
      fields.forEach((field, at) => must(!UNPRINTABLE.test(field) && whole(patterns[at], field), code));
      return fields;
    },
    end: () => must(lines.length === 0, code),
  };
}

const WORDS = '.*';

function readCard(text) {
  const code = 'board_card_broken';
  const lines = reader(text, code);
  lines.take('shangmeng rule card 1');
  const [vote] = lines.take('vote', ID);
  const [question] = lines.take('question', WORDS);
  const method = readMethod(text, lines, code);
  const options = [];
  while (lines.peek('option')) options.push(lines.take('option', String(options.length + 1), WORDS)[1]);
  const seats = Number(lines.number('seats', U16));
  const [electorate] = lines.take('electorate', 'merchants|residents', WORDS);
  const [proof] = lines.take('proof', 'none|number|person');
  const [membersText, weightText] = lines.take('roll', NUMBER, NUMBER);
  const [members, weight] = [numberOf(membersText, U32, code), numberOf(weightText, U64, code)];
  const [secrecy] = lines.take('secrecy', 'open|secret|sealed');
  const [quorumBase, quorumShare] = lines.take('quorum', 'cast|valid|yes_no|present', SHARE);
  const [passBase, passShare] = lines.take('pass', 'cast|valid|yes_no|roll|present', SHARE);
  const [tiesText] = lines.take('ties', '[a-z_,]*');
  for (const name of ['opens', 'closes']) {
    const moment = BigInt(lines.take(name, '0|-?[1-9][0-9]{0,18}')[0]);
    must(BigInt.asIntN(64, moment) === moment, code);
  }
  const [seed] = lines.take('seed', HASH);
  lines.end();
  const ties = tiesText === '' ? [] : tiesText.split(',');
  const [quorum, pass] = [readShare(quorumShare), readShare(passShare)];
  const who = { electorate, proof, members, weight, secrecy };
  const card = { vote, question, ...method, options, seats, ...who, quorumBase, quorum, passBase, pass, ties, seed };
  must(quorum && pass && cardFits(card), code);
  return card;
}

function readMethod(text, lines, code) {
  const [, method] = /\nmethod\t([a-z_]*)/.exec(text) ?? [];
  if (method === 'yes_no') lines.take('method', 'yes_no');
  else if (method === 'choose') return { method, most: Number(numberOf(lines.take('method', 'choose', NUMBER)[1], U16, code)) };
  else if (method === 'score') lines.take('method', 'score', '5');
  else throw new Wrong(code);
  return { method };
}

/** Whether the parts of a rule card fit each other. */
function cardFits({ method, most, options, seats, electorate, proof, members, weight, secrecy, quorumBase, passBase, pass, ties }) {
  const elects = method !== 'yes_no';
  const known = { yes_no: [], choose: ['only_choice', 'draw'], score: ['top_scores', 'fewest_zeros', 'draw'] }[method];
  const tiesFit = ties.every(tie => known.includes(tie)) && new Set(ties).size === ties.length && (ties.at(-1) === 'draw') === elects;
  const unlike = options.length >= 2 && new Set(options).size === options.length;
  const optionsFit = elects ? unlike && seats >= 1 && seats < options.length : options.length === 0 && seats === 1;
  const mostFits = method !== 'choose' || (most >= 1 && most <= options.length);
  const bases = [quorumBase, passBase];
  const basesFit = !(elects && bases.includes('yes_no')) && !(electorate !== 'merchants' && bases.includes('present'));
  const weightFits = members <= weight && weight <= members * 1000n;
  const rollFits = weightFits && (secrecy === 'open' || (members >= 5n && members === weight));
  const proofFits = electorate !== 'residents' || proof !== 'none';
  return tiesFit && optionsFit && mostFits && basesFit && rollFits && proofFits && pass.text !== '>=0/1';
}

function readHeader(text) {
  const code = 'board_header_broken';
  const lines = reader(text, code);
  lines.take('shangmeng board 1');
  const [vote] = lines.take('vote', ID);
  const [card] = lines.take('card', HASH);
  const marked = lines.number('marked', U32);
  const present = lines.number('present', U64);
  const ballots = Number(lines.number('ballots', U32));
  let channels = null;
  if (lines.peek('channels')) {
    channels = lines.take('channels', NUMBER, NUMBER).map(count => Number(numberOf(count, U32, code)));
    must(channels.every(count => count >= 5) && channels[0] + channels[1] === ballots, code);
  }
  lines.end();
  return { vote, card, marked, present, ballots, channels };
}

const CHOICE = `yes|no|abstain|spoiled|(?:pick|score) ${NUMBER}(?:,${NUMBER})*`;

function readLine(line, card, number) {
  const broken = ['board_line_broken', { number }];
  const fields = line.split('\t');
  if (fields[0] === 'removed') {
    must(fields.length === 2 && whole(HASH, fields[1]) && card.secrecy === 'sealed', ...broken);
    return { removed: fields[1] };
  }
  const patterns = [ID, CHOICE, '[0-9a-f]{32}', NUMBER, ID, WORDS];
  must(fields.length === (card.secrecy === 'open' ? 6 : 3), ...broken);
  fields.forEach((field, at) => must(!UNPRINTABLE.test(field) && whole(patterns[at], field), ...broken));
  const [id, choice, , weightText = '1', voter] = fields;
  const weight = numberOf(weightText, 1000n, ...broken);
  must(weight >= 1n, ...broken);
  const [word, rest] = choice.split(' ');
  const numbers = most => rest.split(',').map(text => Number(numberOf(text, most, ...broken)));
  const picks = word === 'pick' ? numbers(U16) : [];
  const scores = word === 'score' ? numbers(U8) : [];
  const ballot = { id, choice, weight, voter, picks, scores };
  must(choiceFits(ballot, card), 'board_unknown_option', { number });
  return ballot;
}

function choiceFits({ choice, picks, scores }, { method, most, options }) {
  if (choice === 'abstain' || choice === 'spoiled') return true;
  if (picks.length > 0) {
    const ascending = picks.every((pick, at) => (at === 0 ? 0 : picks[at - 1]) < pick);
    return method === 'choose' && ascending && picks.length <= most && picks.at(-1) <= options.length;
  }
  if (scores.length > 0) return method === 'score' && scores.length === options.length && scores.every(score => score <= 5);
  return method === 'yes_no';
}

/** No id or voter twice, in the order of the ids, as many as the header says and the roll allows. */
function checkTogether(lines, ballots, header, card) {
  for (const name of ['id', 'voter']) {
    const seen = new Set();
    for (const ballot of ballots.filter(ballot => ballot[name])) {
      must(!seen.has(ballot[name]), 'board_ballot_doubled', { id: ballot[name] });
      seen.add(ballot[name]);
    }
  }
  must(ballots.every((ballot, at) => at === 0 || ballots[at - 1].id < ballot.id), 'board_out_of_order');
  const facts = { said: header.ballots, found: lines.length };
  must(lines.length >= header.ballots, 'board_ballots_missing', facts);
  must(lines.length <= header.ballots, 'board_ballots_added', facts);
  const weight = ballots.reduce((sum, ballot) => sum + ballot.weight, 0n);
  const marksFit = BigInt(header.ballots) <= header.marked && header.marked <= card.members;
  must(marksFit && weight <= card.weight && header.present <= card.weight, 'board_more_than_roll');
}

const weigh = (ballots, counts) => ballots.filter(counts).reduce((sum, ballot) => sum + ballot.weight, 0n);

async function resultText(card, header, ballots, seed, root) {
  const choices = word => weigh(ballots, ballot => ballot.choice === word);
  const [cast, spoiled, yes, no] = [weigh(ballots, () => true), choices('spoiled'), choices('yes'), choices('no')];
  const bases = { cast, valid: cast - spoiled, yes_no: yes + no, roll: card.weight, present: header.present };
  const compared = (got, of, share) => `${got}\t${of}\t${share.text}\t${isMet(share, got, of) ? 'met' : 'missed'}`;
  const quorum = isMet(card.quorum, bases[card.quorumBase], card.weight);
  const lines = [`cast\t${cast}`, `valid\t${bases.valid}`, `abstain\t${choices('abstain')}`, `spoiled\t${spoiled}`];
  lines.push(`quorum\t${compared(bases[card.quorumBase], card.weight, card.quorum)}`);
  let passed;
  if (card.method === 'yes_no') {
    passed = isMet(card.pass, yes, bases[card.passBase]);
    lines.push(`yes\t${yes}`, `no\t${no}`, `pass\t${compared(yes, bases[card.passBase], card.pass)}`);
  } else {
    const of = bases[card.passBase] * (card.method === 'score' ? 5n : 1n);
    const options = await countOptions(card, ballots, seed, root);
    options.sort((one, other) => compare(card.ties, one, other).order);
    let seats = quorum ? card.seats : 0;
    options.forEach((option, at) => {
      const reached = isMet(card.pass, option.count, of);
      const standing = !reached ? 'short' : seats > 0 ? 'elected' : 'reached';
      if (reached) seats = Math.max(0, seats - 1);
      passed ||= standing === 'elected';
      lines.push(`place\t${at + 1}\t${option.number}\t${compared(option.count, of, card.pass)}\t${standing}`);
    });
    options.slice(1).forEach((then, at) => {
      const { by } = compare(card.ties, options[at], then);
      if (by !== 'count') lines.push(`tie\t${options[at].number}\t${then.number}\t${by}`);
    });
  }
  const outcome = !quorum ? 'void' : passed ? 'passed' : 'failed';
  return `shangmeng result 1\noutcome\t${outcome}\n${lines.join('\n')}\n`;
}

async function countOptions(card, ballots, seed, root) {
  const draw = await sha256(seed, root);
  const count = async (_, at) => {
    const number = at + 1;
    const scored = score => weigh(ballots, ballot => ballot.scores[at] === score);
    const picked = weigh(ballots, ballot => ballot.picks.includes(number));
    const points = ballots.reduce((sum, ballot) => sum + ballot.weight * BigInt(ballot.scores[at] ?? 0), 0n);
    return {
      number,
      count: card.method === 'score' ? points : picked,
      only_choice: weigh(ballots, ballot => ballot.picks.length === 1 && ballot.picks[0] === number),
      top_scores: scored(5),
      fewest_zeros: -scored(0),
      draw: -BigInt(`0x${toHex(await sha256(draw, utf8(String(number))))}`),
    };
  };
  return Promise.all(card.options.map(count));
}

/** Which of two options comes first, and what parts them: the greater count, then the greater of each tie in turn. */
function compare(ties, one, other) {
  for (const by of ['count', ...ties]) {
    if (one[by] !== other[by]) return { by, order: one[by] > other[by] ? -1 : 1 };
  }
  return { by: 'count', order: 0 };
}

function readFile(source) {
  let text, file, names;
  try {
    text = typeof source === 'string' ? source.replace(/^\ufeff/, '') : new TextDecoder('utf-8', { fatal: true }).decode(source);
    file = JSON.parse(text);
    // JSON.parse keeps the last of two members with the same name: every string before a colon is counted.
    names = text.match(/"(?:[^"\\]|\\.)*"(?=\s*:)/g) ?? [];
  } catch {
    throw new Wrong('board_file_broken');
  }
  const strings = ['format', 'card', 'header', 'root', 'seed', 'result'];
  must(file !== null && typeof file === 'object' && Object.keys(file).sort().join() === [...strings, 'ballots'].sort().join(), 'board_file_broken');
  must(strings.every(name => typeof file[name] === 'string') && Array.isArray(file.ballots), 'board_file_broken');
  must(file.ballots.every(line => typeof line === 'string'), 'board_file_broken');
  must(names.length === strings.length + 1, 'board_file_broken');
  must(![...strings.map(name => file[name]), ...file.ballots].some(text => /\p{Surrogate}/u.test(text)), 'board_file_broken');
  must(file.format === 'shangmeng-board/1', 'board_format_unknown');
  return file;
}

/** Recounts a file (text or bytes); `writtenDown` is a root from the minutes, the projector or a receipt's page, where somebody has one. */
export async function recount(source, writtenDown = null) {
  const file = readFile(source);
  const card = readCard(file.card);
  const header = readHeader(file.header);
  const fingerprint = toHex(await sha256(utf8(file.card)));
  must(header.card === fingerprint && header.vote === card.vote, 'board_other_card');
  const lines = file.ballots.map((line, at) => readLine(line, card, at + 1));
  const ballots = lines.filter(line => !line.removed);
  checkTogether(lines, ballots, header, card);
  const values = lines.map((line, at) => (line.removed ? fromHex(line.removed) : leafOf(file.ballots[at])));
  const leaves = await Promise.all([leafOf(file.header), ...values]);
  const root = await merkleRoot(leaves);
  must(file.root === toHex(root), 'board_altered');
  must(writtenDown === null || writtenDown === file.root, 'board_other_root');
  const seed = fromHex(file.seed);
  must(whole(HASH, file.seed) && toHex(await sha256(seed)) === card.seed, 'board_seed_wrong');
  const result = await resultText(card, header, ballots, seed, root);
  must(result === file.result, 'board_result_wrong');
  const byId = new Map(lines.map((line, at) => [line.id, toHex(leaves[at + 1])]));
  return { card, header, fingerprint, root: file.root, result, leaves: byId, removed: lines.flatMap(line => line.removed ?? []) };
}
