import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settings } from '../../src/config/settings.ts';
import { until } from '../support/builders.ts';
import { startMain } from './run-main.ts';
import { openShell } from './shell.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-demo-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const demo = (input: string, env = {}) => startMain(['demo'], { cwd: folder, input, env }).done;

describe('the demo', () => {
  afterEach(() => expect(readdirSync(folder), 'what it leaves where it was started').toEqual([]));

  it('shows the sample edition, takes votes and commands, and leaves with 0 at the end of the input', async () => {
    const { code, stdout, stderr } = await demo(
      '+1 3\n/papers today\nsearch diffusion\nsummary 2604.26951 tldr\n',
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('Daily papers · Thu, Apr 30, 2026');
    expect(stdout).toContain('GLM-5V-Turbo');
    expect(stdout).toMatch(/3\. .* — 👍 1 👎 0/);
    expect(stdout).toMatch(/Search: diffusion\W/);
    expect(stdout).toContain('(AI summary, Hugging Face)');
  });

  it('counts a changed mind and a vote taken back', async () => {
    const { stdout } = await demo('0 2\n+1 2\n-1 2\nshow 2604.24927\n0 2\nshow 2604.24927\n');
    const cards = stdout.split('ESamp finds').slice(-3);
    const answers = [
      'You have no vote',
      'Your 👍 is counted',
      'Your 👎 is counted',
      'Your vote was taken back',
    ];
    const paper = '  Large Language Models Explore by Latent Distilling\n';
    for (const answer of answers) expect(stdout.split(answer)[1], answer).toContain(paper);
    expect(cards.join()).toContain('👎 1');
  });

  it('fits 80 columns, and has no color where nobody looks', async () => {
    const { stdout } = await demo('help\nquit\n');
    expect(stdout.split('\n').filter((line) => line.length > 80 && !line.includes('http'))).toEqual([]);
    expect(stdout).not.toContain('\u001b');
  });

  it('whose reader has gone, as with | head, ends without a word', async () => {
    const running = startMain(['demo'], { cwd: folder, input: 'search diffusion\nsearch model\n' });
    running.process.stdout?.once('data', () => running.process.stdout?.destroy());
    const { code, stderr } = await running.done;
    expect([code, stderr]).toEqual([0, '']);
  });

  it('lets the days go by where it is asked to, in a pipe too', async () => {
    const running = startMain(['demo', '--date', '2026-04-28', '--speed', '7200'], { cwd: folder });
    const editions = () =>
      [...running.text().matchAll(/Daily papers · (\w+, \w+ \d+)/g)].map(([, day]) => day);
    await until(() => new Set(editions()).size > 1, 'the next edition is posted', 60_000);
    running.process.stdin?.end();
    expect((await running.done).code).toBe(0);
    expect(editions().slice(0, 2)).toEqual(['Tue, Apr 28', 'Wed, Apr 29']);
  }, 90_000);

  it('takes no English word for a typo, names a typo, and finds nothing for signs alone', async () => {
    const { stdout } = await demo(
      'search attention sinks\nsearch difusion\nsearch 🤗\nsearch “to be or not to be”\n',
    );
    expect(stdout).not.toContain('instead of “sinks”');
    expect(stdout).toContain('Searched for “diffusion” instead of “difusion”.');
    expect(stdout).toContain('Search for “difusion”');
    const [, signs = '', phrase = ''] = stdout.split(/(?=Search: 🤗|Search: "to be)/);
    expect(signs).toContain('Type a word or a number to search for.');
    expect(phrase).toMatch(/0 papers/);
  });

  it('says of what it does not have that it is a demo, and finds papers that it has', async () => {
    const lines = ['today 2026-04-27', 'today 2026-04-22', 'week 2026-W10', 'month 2026-01', 'search zzzyyy'];
    const { stdout } = await demo(`${[...lines, 'search attention sinks'].join('\n')}\n`);
    const text = stdout.replace(/\s+/g, ' ');
    const [, papers] = /This is a demo with (\d+) papers and no network\. Its abstracts/.exec(text) ?? [];
    expect(Number(papers)).toBeGreaterThan(300);
    for (const missing of ['It has no papers of 2026-04-27', 'no papers of 2026-W10', 'of 2026-01'])
      expect(text).toContain(missing);
    expect(text).toMatch(/Nothing found.* This is a demo with \d+ papers and no network/);
    expect(text).not.toMatch(/Weekends|Neither|Search arXiv/);
    expect(text).toContain('Attention Sink in Transformers: A Survey');
    expect(text).toMatch(/Daily papers, Wed, Apr 22, 2026 ─+ 22 papers/);
  });

  it('a number means the list that is on the screen, for votes too', async () => {
    const lines = ['search attention sinks', '+1 1', '-1 1', '0 1', '0 1', 'today', '+1 1'];
    const text = (await demo(`${lines.join('\n')}\n`)).stdout.replace(/\s+/g, ' ');
    const answers = text.slice(text.indexOf('Search: attention sinks'));
    const survey = 'Attention Sink in Transformers: A Survey on Utilization, Interpretation, and Mitigation';
    for (const [answer, times] of [
      [`Your 👍 is counted ${survey}`, 1],
      [`Your 👎 is counted ${survey}`, 1],
      [`Your vote was taken back ${survey}`, 1],
      [`You have no vote from +1 or -1 to take back ${survey}`, 1],
    ] as const)
      expect(answers.split(answer).length - 1, answer).toBe(times);
    // The first of the day's list is a card in the digest, which shows its tally.
    expect(answers).toMatch(/1\. GLM-5V-Turbo\S* .{0,60}— 👍 1 👎 0/);
  });

  it('names what nobody knows, and what was meant', async () => {
    const { stdout } = await demo('show 2604.99999\nserch x\nshow nonsense\n');
    expect(stdout).toMatch(
      /This is a demo with \d+ papers and no network .*It\s+does not have 2604\.99999\./s,
    );
    expect(stdout).toContain('Did you mean /papers search');
    expect(stdout).toContain('"nonsense" is not a paper.');
  });
});

describe('the command line', () => {
  const shell = openShell();

  it('explains itself, and every command of it', async () => {
    const { code, stdout } = await startMain(['--help'], { cwd: folder }).done;
    expect(code).toBe(0);
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) .*/gm)]
      .map((match) => match[1] ?? '')
      .filter((name) => !['npx', 'help'].includes(name));
    expect(commands).toContain('backfill');
    for (const command of commands) {
      const help = await shell.run([command, '--help'], { cwd: folder });
      expect(help.code, command).toBe(0);
      expect(help.stdout, command).toContain('Usage:');
      expect(help.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    }
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  }, 120_000);

  it('lists every setting of the table, each with its default', async () => {
    const { stdout } = await startMain(['start', '--help'], { cwd: folder }).done;
    const listed = [...stdout.matchAll(/^ {2}([A-Z][A-Z0-9_]+)(?:=(.*))?$/gm)].map(([, name, value]) => [
      name,
      value,
    ]);
    const known = settings.map(({ name, fallback }) => [
      name,
      fallback === undefined ? undefined : String(fallback),
    ]);
    expect(listed).toEqual(known);
  });

  it('says its version', async () => {
    const { code, stdout } = await startMain(['--version'], { cwd: folder }).done;
    expect([code, stdout]).toEqual([0, '0.1.0\n']);
  });

  it('a command that does one thing logs what goes wrong in words, unless LOG_LEVEL asks for more', async () => {
    const env = { HF_BASE_URL: 'http://127.0.0.1:9', ARXIV_BASE_URL: 'http://127.0.0.1:9' };
    const quiet = await shell.run(['subscriptions'], { cwd: folder, env });
    expect(quiet.stderr).toBe('');
    const troubled = await shell.run(['check'], { cwd: folder, env });
    // What the sources answer is the answer of `check`.
    expect([troubled.code, troubled.stderr]).toEqual([3, '']);
    expect(troubled.stdout).toMatch(/^NO {2}papers: .* cannot be reached/m);
    const more = { ...env, LOG_LEVEL: 'info', DATABASE_URL: 'file:other.sqlite' };
    const asked = await shell.run(['subscriptions'], { cwd: folder, env: more });
    expect(asked.stderr).toMatch(/^\{"level"/);
  }, 30_000);

  it('check says no where a channel is subscribed on a platform that has no token', async () => {
    const env = {
      HF_BASE_URL: 'http://127.0.0.1:9',
      ARXIV_BASE_URL: 'http://127.0.0.1:9',
      LOG_LEVEL: 'silent',
    };
    await shell.run(['subscribe', 'discord:123456789012345678'], { cwd: folder, env });
    const { code, stdout } = await shell.run(['check'], { cwd: folder, env });
    expect(stdout).toContain(
      'NO  discord: off, because DISCORD_TOKEN is not set, and a channel there is subscribed',
    );
    expect(stdout).toContain('ok  slack: off, because SLACK_BOT_TOKEN is not set (see .env.example)');
    expect(stdout).toContain('ok  email: off, because SMTP_URL is not set (see .env.example)');
    expect(stdout).toContain('ok  model: none, because LLM_BASE_URL is not set; summaries');
    expect(code).toBe(3);
  }, 30_000);

  it.each([
    ['post', 'discord:123456789012345678'],
    ['post', 'terminal:local', '--dry-run'],
  ])(
    '%j without papers and without a network ends with 3 and the reason',
    async (...args) => {
      const env = { HF_BASE_URL: 'http://127.0.0.1:9', ARXIV_BASE_URL: 'http://127.0.0.1:9' };
      const { code, stdout } = await shell.run(args, { cwd: folder, env: { ...env, LOG_LEVEL: 'silent' } });
      expect(stdout).toMatch(/^Nothing to post\. The papers could not be fetched: .* cannot be reached/);
      expect(stdout.match(/cannot be reached/g)).toHaveLength(1);
      expect(stdout).toContain('\nCheck the network and HF_BASE_URL, then run the command again.\n');
      expect(code).toBe(3);
    },
    30_000,
  );

  it.each([
    [['subscribe', 'disc'], 2, /is not a channel/],
    [['subscribe', 'terminal:local', '--zone', 'Mars/Base'], 2, /no time zone/],
    [['subscribe', 'terminal:local', '--at', '25:00'], 2, /not a time of day/],
    [['subscribe', 'terminal:local', '--zone', 'EST'], 2, /"EST" is an abbreviation.*\n.*America\/New_York/],
    [['subscribe', 'terminal:local', '--layout', 'wide'], 2, /Allowed choices/],
    [['subscribe', 'terminal:local', '--catch-up', '99'], 2, /up to how many \(1 to 30\)/],
    [
      ['subscribe', 'discord:abc'],
      2,
      /"discord:abc" is not a channel\.\n.*discord:123456789012345678.*Copy Channel ID/,
    ],
    [['subscribe', 'slack:general'], 2, /"slack:general" is not a channel[\s\S]*channel’s details/],
    [
      ['subscribe', 'slack:C0123456789'],
      2,
      /not known which Slack workspace slack:C0123456789[\s\S]*slack:T0123456789\/C0123456789[\s\S]*SLACK_BOT_TOKEN/,
    ],
    [['backfill', '--from', '2026-02-30'], 2, /is not a day/],
    [['post', 'discord:123456789012345678', '--date', 'x'], 2, /is not a day/],
    [['post', 'terminal:here'], 2, /"terminal:here" is not a channel/],
    [['resume', 'terminal:here'], 2, /"terminal:here" is not a channel/],
    [['resume', 'terminal:local'], 2, /This channel has no daily post\.\n.*main\.ts subscribe/],
    [['preview', 'terminal:local'], 2, /This channel has no daily post/],
    [['link', 'discord:1'], 2, /no Discord server/],
    [['frobnicate'], 2, /Unknown command "frobnicate"\.\n/],
    [['serch', 'diffusion'], 2, /Unknown command "serch"\. Did you mean search\?/],
    [['import', 'nowhere.jsonl'], 2, /^nowhere\.jsonl cannot be opened: there is no such file\.\n/],
    [['demo', '--replay', 'nowhere'], 2, /There is no folder "nowhere"/],
    [['demo', '--date', '2026-03-14'], 2, /No papers are recorded for 2026-03-14.*\n.*nearest is 2026-04-02/],
    [['demo', '--speed', '0'], 2, /--speed is a number/],
  ])('%j ends with %i and says what is wrong', async (args, code, message) => {
    const finished = await shell.run(args, { cwd: folder, env: { LOG_LEVEL: 'silent' } });
    expect(finished.stderr).toMatch(message);
    expect(finished.code).toBe(code);
  });

  it('reports every error in the settings at once', async () => {
    const { code, stderr } = await shell.run(['subscriptions'], {
      cwd: folder,
      env: { LOG_LEVEL: 'loud', REFRESH_MINUTES: '0' },
    });
    expect(code).toBe(2);
    expect(stderr).toContain('LOG_LEVEL');
    expect(stderr).toContain('REFRESH_MINUTES');
  });

  it('subscribes a channel, lists it and lets it go', async () => {
    const env = { LOG_LEVEL: 'silent', PAPERBOY_CLOCK: '2026-04-30T12:00:00Z' };
    const run = (...args: string[]) => shell.run(args, { cwd: folder, env });
    const subscribed = await run(
      'subscribe',
      'discord:123456789012345678',
      '--at',
      '9:00',
      '--zone',
      'Europe/Paris',
      '--days',
      'mon-fri',
      '--count',
      '7',
    );
    expect(subscribed.stdout).toContain('When: At 09:00 from Monday to Friday (Europe/Paris)');
    expect(subscribed.stdout).toContain('Next post: Fri, May 1, 2026, 09:00');
    expect((await run('subscriptions')).stdout).toContain(
      'discord:123456789012345678: 7 papers, at 09:00 from Monday to Friday, Europe/Paris',
    );
    const changed = await run(
      'subscribe',
      'discord:123456789012345678',
      '--days',
      'daily',
      '--catch-up',
      '5',
    );
    expect(changed.stdout).toMatch(
      /When: At 09:00 every day \(Europe\/Paris\)[\s\S]*Missed posts: Post up to 5/,
    );
    const channel = 'discord:123456789012345678';
    const wishes = ['--topics', 'agents,"world models","a,b",cs.CL', '--without=survey', '--min-votes', '10'];
    const wanted = await run('subscribe', channel, ...wishes, '--language', 'German', '--empty-days', 'say');
    expect(wanted.stdout).toContain('Topics: agents, "world models", "a,b", cs.CL\n  Left out: survey\n');
    expect(wanted.stdout).toMatch(
      /At least 10 upvotes\n {2}Language: German\. Without a model[\s\S]*\n {2}Days without papers: Say so once/,
    );
    const cleared = await run('subscribe', channel, '--topics', 'none', '--min-votes', '0');
    expect(cleared.stdout).toContain('Topics: All\n  Left out: survey\n  Language: German');
    const wrong = await run('subscribe', channel, '--min-votes', 'many');
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      expect.stringContaining('Fewest upvotes: a whole number from 0'),
    ]);
    const paused = await run('pause', channel, 'summer', 'break');
    expect(paused.stdout).toContain(`Resume with \`npx node src/main.ts resume ${channel}\``);
    expect((await run('subscriptions')).stdout).toContain('paused: summer break.');
    expect((await run('resume', channel)).stdout).toContain('Resumed. Next post: ');
    const status = JSON.parse((await run('status', channel, '--json')).stdout) as Record<string, string>;
    expect(status.title).toBe('Status');
    expect((await run('unsubscribe', channel)).code).toBe(0);
    expect((await run('subscriptions')).stdout).toContain('No channel is subscribed yet');
  });
});
