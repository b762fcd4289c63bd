const DIGITS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A valid unified social credit code (GB 32100-2015) for a shop that does not exist. */
export function creditCode(number) {
  const body = `92370602MA${String(number).padStart(7, '0')}`;
  const sum = [...body].reduce((total, digit, place) => total + DIGITS.indexOf(digit) * (3 ** place % 31), 0);
  return body + DIGITS[(31 - (sum % 31)) % 31];
}
