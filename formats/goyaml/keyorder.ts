/** In a function: merely making it costs what many keys cost. */
const isLetter = (char: string) => (char < '\x80' ? /[A-Za-z]/.test(char) : /\p{L}/u.test(char));

/** go-yaml's order of keys: digits within names count as numbers (`a2` before `a10`), and letters come after all else. */
export function compareKeys(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    if (left[i] !== right[i]) return compareFrom(left, right, i);
  }
  return left.length - right.length;
}

function compareFrom(left: string[], right: string[], i: number): number {
  const byCode = left[i].codePointAt(0)! - right[i].codePointAt(0)!;
  const leftLetter = isLetter(left[i]);
  const rightLetter = isLetter(right[i]);
  if (leftLetter && rightLetter) return byCode;
  if (leftLetter || rightLetter) return rightLetter ? -1 : 1;
  // Zeros within a number that has begun count; leading ones do not.
  const begun = (left[i] === '0' || right[i] === '0') && numberHasBegun(left, i) ? '1' : '';
  const leftDigits = digitsFrom(left, i);
  const rightDigits = digitsFrom(right, i);
  const byNumber = BigInt(begun + leftDigits || '0') - BigInt(begun + rightDigits || '0');
  if (byNumber !== 0n) return byNumber < 0n ? -1 : 1;
  return leftDigits.length - rightDigits.length || byCode;
}

function numberHasBegun(chars: string[], i: number): boolean {
  for (let j = i - 1; j >= 0 && isDigit(chars[j]); j--) if (chars[j] !== '0') return true;
  return false;
}

function digitsFrom(chars: string[], i: number): string {
  let end = i;
  while (end < chars.length && isDigit(chars[end])) end++;
  return chars.slice(i, end).join('');
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9';
}
