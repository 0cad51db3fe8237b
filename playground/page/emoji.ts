const KEYCAPS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

const BY_SLACK_NAME: Readonly<Record<string, string>> = {
  '+1': '👍',
  thumbsup: '👍',
  '-1': '👎',
  thumbsdown: '👎',
  ...Object.fromEntries(KEYCAPS.map((name, i) => [name, `${i + 1}\uFE0F\u20E3`])),
  keycap_ten: '🔟',
  eyes: '👀',
  tada: '🎉',
};

/** What people react with here: Discord takes the character, Slack the name. */
export const CHOICES: ReadonlyArray<{ readonly character: string; readonly name: string }> = [
  { character: '👍', name: '+1' },
  { character: '👎', name: '-1' },
  ...[...KEYCAPS, 'keycap_ten'].map((name) => ({ character: BY_SLACK_NAME[name] ?? '', name })),
];

/** The character of a Slack emoji; an unknown one is shown by its name, as Slack does. */
export const slackEmoji = (name: string): string => BY_SLACK_NAME[name] ?? `:${name}:`;
