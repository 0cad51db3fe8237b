import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { EXPORT_FORMATS } from '../../src/core/paper/export-formats.ts';
import { onDiscord, onSlack, PAPER, SECRET, TOPIC, VOTED } from './private-scene.ts';

/**
 * May the asker see what the answer shows? For each command what anybody may type anywhere, and those who manage another channel
 * may type there. A command without a line here has not been asked.
 */
const LINES: Readonly<Record<string, readonly string[]>> = {
  today: ['', 'page:2'],
  week: [''],
  month: [''],
  trending: [''],
  search: ['layoffs', TOPIC],
  'search-more': ['huggingface layoffs'],
  show: [PAPER],
  find: [''],
  summary: [PAPER, `${PAPER} bullets`],
  helped: [`yes ${PAPER} tldr en extract`],
  similar: [PAPER],
  vote: [`up ${VOTED}`],
  'vote-shared': [`up ${VOTED}`],
  save: [VOTED],
  saved: [''],
  unsave: [PAPER],
  export: [...EXPORT_FORMATS.map((format) => `${format} top all`), 'csv saved', `csv search ${TOPIC}`],
  follow: ['query small models'],
  following: [''],
  unfollow: ['small models'],
  email: ['ada@example.com'],
  'my-data': ['', 'json'],
  'my-settings': [''],
  forget: ['me'],
  top: ['all', 'week', 'all here:yes'],
  why: [PAPER, VOTED],
  subscribe: ['', 'time:9:00'],
  settings: [''],
  taste: ['', 'do:on'],
  preview: [''],
  'post-now': [''],
  pause: [''],
  resume: [''],
  unsubscribe: [''],
  status: [''],
  share: ['20805nve5s397'],
  home: [''],
  help: ['', 'all', 'status'],
};

const ASKED = Object.entries(LINES).flatMap(([name, rests]) => rests.map((rest) => `${name} ${rest}`.trim()));

/** Whose answers have papers, so that something could be said of a paper's channels. */
const LISTING = /^(?:today|week|month|trending|similar|summary|saved|show|export \S+ top|top (?:all|week)$)/;

/** Options that are completed while somebody types. */
const COMPLETED = commands.flatMap(({ name, hidden, options }) =>
  hidden
    ? []
    : options.filter(({ autocomplete }) => autocomplete).map((option) => [name, option.name] as const),
);

describe('every command', () => {
  it('is asked whether its asker may see what it shows', () => {
    expect(Object.keys(LINES).toSorted()).toEqual(commands.map(({ name }) => name).toSorted());
    expect(Object.values(LINES).every((rests) => rests.length > 0)).toBe(true);
    expect(COMPLETED.length).toBeGreaterThan(5);
  });
});

describe('a private channel on Slack', () => {
  it.each(ASKED)('is in no answer to /papers %s in another channel', async (line) => {
    const { see } = await onSlack();
    for (const user of ['U0BOB', 'U0ADA']) {
      const seen = await see(user, line);
      if (LISTING.test(line)) expect(seen).toContain('Paper number');
      expect(seen).not.toContain('. Usage: ');
      expect(seen).not.toContain(SECRET);
      if (user === 'U0BOB') expect(withoutTyped(seen, line)).not.toMatch(/C0SECRET|voter|severance/);
    }
  });

  it('is in no file of an export, which has the papers', async () => {
    const { see, state } = await onSlack();
    const seen = await see('U0BOB', 'export csv top all');
    const [file] = state.files.values();
    expect(file).toMatchObject({ name: 'papers.csv', content: expect.stringContaining(VOTED) });
    expect(seen).toContain(VOTED);
    expect(file?.content).not.toMatch(/C0SECRET|voter|layoffs|severance/);
  });

  it('is in no card below a link that was posted elsewhere', async () => {
    const { unfurl } = await onSlack();
    const shown = await unfurl('U0BOB', `https://arxiv.org/abs/${PAPER}`);
    expect(shown).toContain('Paper number 2');
    expect(shown).not.toContain(SECRET);
    expect(shown).not.toContain('C0SECRET');
  });

  it('is not in the side pane of such a link', async () => {
    const { details } = await onSlack();
    const shown = await details('U0BOB', `https://arxiv.org/abs/${PAPER}`);
    expect(shown).toContain('Paper number 2');
    expect(shown).not.toMatch(/C0SECRET|layoffs|severance|voter/);
  });

  it('is not offered to who types half of something into a form', async () => {
    const { offer } = await onSlack();
    expect(await offer('U0BOB', 'find', 'paper', 'Paper')).toContain('Paper number');
    for (const typed of ['', TOPIC.slice(0, 3), 'the lay', 'C0SEC'])
      expect(await offer('U0BOB', 'find', 'paper', typed)).not.toMatch(/C0SECRET|layoffs|severance|voter/);
  });

  it('gives its votes to the sums of the workspace, and nothing else: no channel, no person', async () => {
    const { see } = await onSlack();
    const top = await see('U0BOB', 'top all');
    expect(top).toContain('Paper number 7');
    expect(top).toMatch(/👍 2|:thumbsup: 2|:\+1: 2/);
    expect(top).not.toMatch(/C0SECRET|voter/);
    const here = await see('U0BOB', 'top all here:yes');
    expect(here).not.toContain('Paper number 7');
  });

  it('is on the Home tab of its members alone, and the reason of its pause on nobody’s', async () => {
    const { home } = await onSlack();
    const members = await home('U0ADA');
    expect(members).toContain('C0SECRET');
    expect(members).toContain('C0OPEN');
    const others = await home('U0BOB');
    expect(others).not.toContain('C0SECRET');
    expect(others).toContain('C0OPEN');
    for (const shown of [members, others]) expect(shown).not.toContain(SECRET);
  });

  it('is not shown by /papers home, and not counted by /papers why', async () => {
    const { type } = await onSlack();
    const home = await type('U0BOB', 'home');
    expect(home).not.toContain('C0SECRET');
    expect(home).not.toContain(SECRET);
    expect(await type('U0ADA', `why ${PAPER}`)).toContain('2 other channels');
    expect(await type('U0BOB', `why ${PAPER}`)).toContain('1 other channel');
  });

  it('and a public one to which they were not added is not shown to guests and to visitors from another company', async () => {
    const { home } = await onSlack();
    for (const user of ['U0GUEST', 'U0VISITOR']) {
      const shown = await home(user);
      expect(shown).not.toContain('C0OPEN');
      expect(shown).not.toContain('C0SECRET');
    }
  });

  it('is not shown when Slack does not say who is in it', async () => {
    const { home, state } = await onSlack();
    state.users.delete('U0ADA');
    expect(await home('U0ADA')).not.toContain('C0');
  });
});

describe('a private channel on Discord', () => {
  it.each(ASKED)('is in no answer to /papers %s in another channel', async (line) => {
    const { see, closed } = await onDiscord();
    const seen = await see('ann', line);
    if (LISTING.test(line)) expect(seen).toContain('Paper number');
    expect(seen).not.toContain('. Usage: ');
    expect(seen).not.toContain(SECRET);
    expect(seen).not.toContain(closed);
    expect(withoutTyped(seen, line)).not.toMatch(/voter|severance/);
    expect(await see('ada', line)).not.toContain(SECRET);
  });

  it.each(COMPLETED)('is not offered to who types half of something: %s %s', async (command, option) => {
    const { offer, closed } = await onDiscord();
    for (const typed of ['', TOPIC.slice(0, 3), 'the lay', 'board'])
      expect(await offer('ann', command, option, typed)).not.toMatch(
        new RegExp(`severance|layoffs|${closed}|voter`),
      );
  });

  it('is in no file of an export, which has the papers', async () => {
    const { see, closed } = await onDiscord();
    const seen = await see('ann', 'export csv top all');
    expect(seen).toContain(`${VOTED},`);
    expect(seen).not.toContain(closed);
    expect(seen).not.toMatch(/voter|layoffs|severance/);
  });

  it('gives its votes to the sums of the server, and nothing else: no channel, no person', async () => {
    const { see, closed } = await onDiscord();
    const top = await see('ann', 'top all');
    expect(top).toContain('Paper number 7');
    expect(top).toContain('👍 2');
    expect(top).not.toContain(closed);
    expect(top).not.toContain('voter');
  });

  it('is counted by /papers why for those who can see it, by its permission overwrites', async () => {
    const { why } = await onDiscord();
    expect(await why('ada')).toContain('2 other channels');
    expect(await why('ann')).toContain('1 other channel');
  });
});

/** Without what an answer repeats of what was asked. */
function withoutTyped(seen: string, line: string): string {
  return line.includes(TOPIC) ? seen.replaceAll(TOPIC, '') : seen;
}
