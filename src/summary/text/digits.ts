/** Digits of every script as those of ASCII. */
export function toAsciiDigits(text: string): string {
  // Every script has its ten digits in a row, so the position of one in its row is its value.
  const marked = text.replace(/\u066b/g, '.').replace(/\u066c/g, ',');
  return marked.replace(/[^\P{Nd}0-9]/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
    return String(code - zero);
  });
}
