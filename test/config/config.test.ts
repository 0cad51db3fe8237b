import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { envExample } from '../../docs/make/tables.ts';
import { ConfigError, listSecrets, readConfig } from '../../src/config/config.ts';
import { settings } from '../../src/config/settings.ts';

const ROOT = resolve(import.meta.dirname, '../..');

function problems(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).problems;
  }
}

describe('settings', () => {
  it('have a default for everything, and are frozen', () => {
    const config = readConfig({});
    expect(config.REFRESH_MINUTES).toBe(10);
    expect(config.DATABASE_URL).toBe('file:data/paperboy.sqlite');
    expect(config.DISCORD_TOKEN).toBeUndefined();
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('take an empty variable for one that is not set', () => {
    expect(readConfig({ LOG_LEVEL: '  ' }).LOG_LEVEL).toBe('info');
  });

  it('report every error at once, each with the variable and an example', () => {
    const found = problems({
      REFRESH_MINUTES: '0',
      LOG_LEVEL: 'loud',
      HF_BASE_URL: 'huggingface',
      PAPERBOY_CLOCK: 'noon',
    });
    expect(found).toHaveLength(4);
    for (const [i, name] of ['HF_BASE_URL', 'REFRESH_MINUTES', 'LOG_LEVEL', 'PAPERBOY_CLOCK'].entries()) {
      expect(found[i]).toContain(name);
      expect(found[i]).toContain(`Example: ${name}=`);
    }
  });

  const MAIL = { MAIL_FROM: 'a@example.org', MAIL_KEY: 'k'.repeat(32) };

  const INSTALLED = {
    ...{ SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'c'.repeat(32) },
    ...{ SLACK_TOKEN_KEY: 'k'.repeat(32), SLACK_SIGNING_SECRET: 's'.repeat(32) },
  };

  /** What else must be set where a variable is, by the start of its name. */
  const COMPANIONS = {
    SLACK_CLIENT_: INSTALLED,
    SLACK_: { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' },
    LLM_: { LLM_BASE_URL: 'http://127.0.0.1:1/v1', LLM_MODEL: 'm', LLM_PRICE_INPUT: '1' },
    WEB_: { WEB_URL: 'https://p.example.org', WEB_PORT: '8080' },
    SMTP_: { ...MAIL, WEB_URL: 'https://p.example.org', WEB_PORT: '8080' },
    PAPERBOY_CLOCK_SPEED: { HF_BASE_URL: 'http://127.0.0.1:1', ARXIV_BASE_URL: 'http://127.0.0.1:1' },
  };

  it.each(settings)('accept the example of $name', ({ name, example }) => {
    const companions = Object.entries(COMPANIONS).find(([start]) => name.startsWith(start));
    const both: Record<string, string> = companions?.[1] ?? {};
    expect(problems({ ...both, [name]: example })).toEqual([]);
  });

  it.each([
    ['DISCORD_TOKEN', 'Bot abcdefghijkl'],
    ['DISCORD_API_URL', 'ftp://a.example'],
    ['HF_BASE_URL', 'https://me:pw@huggingface.co'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['REFRESH_MINUTES', '1.5'],
    ['REFRESH_MINUTES', '-3'],
    ['SLACK_BOT_TOKEN', 'xapp-1'],
    ['CONTACT', 'me@example.org\nX-Header: 1'],
    ['PAPERBOY_CLOCK', '2026-13-45T00:00:00Z'],
    ['PAPERBOY_CLOCK_SPEED', '0'],
    ['PAPERBOY_CLOCK_SPEED', '100001'],
  ])('refuse %s=%j', (name, value) => {
    expect(problems({ [name]: value }).join()).toContain(name);
  });

  it.each([
    [{ LLM_BASE_URL: 'http://127.0.0.1:1/v1' }, 'LLM_MODEL is missing'],
    [{ LLM_MODEL: 'm' }, 'LLM_BASE_URL is missing'],
    [{ LLM_DAILY_COST: '0.5' }, 'LLM_PRICE_INPUT is missing'],
  ])('say what %j lacks', (env, complaint) => {
    expect(problems(env).join()).toContain(complaint);
  });

  it('never repeat a secret that is malformed', () => {
    expect(problems({ SLACK_BOT_TOKEN: 'my-real-secret', HF_TOKEN: 'another-secret' }).join()).not.toMatch(
      /my-real-secret|another-secret/,
    );
  });

  describe('never repeat what may be a secret', () => {
    const PASSWORD = 'hunter2-hunter2!';
    const MARKED = [
      PASSWORD,
      'xoxb-123-456-marked',
      'hf_markedmarkedmarked',
      'sk-proj-marked-marked',
      'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA.marked.abcdefghijklmnopqrstuvwxyz0123456789AB',
      `https://me:${PASSWORD}@proxy.example/v1`,
      `postgres://me:${PASSWORD}@db.example/paperboy`,
      `ftp://proxy.example/?api-key=${PASSWORD}`,
      `file:${PASSWORD}\n`,
      '8f742231b10e8888abcd99yyyzzzmark',
    ];

    it.each(settings.map(({ name }) => name))('put into %s', (name) => {
      for (const value of MARKED)
        expect(problems({ [name]: value }).join(), value).not.toMatch(/hunter2|marked|zzzmark/);
    });

    it('and repeat what cannot be one', () => {
      const answer = problems({
        REFRESH_MINUTES: '0',
        LOG_LEVEL: 'loud',
        LLM_PRICE_INPUT: '-1',
        PAPERBOY_CLOCK: '2026-13-45',
      });
      expect(answer.join(' ')).toMatch(
        /LLM_PRICE_INPUT \("-1"\).*REFRESH_MINUTES \("0"\).*LOG_LEVEL \("loud"\).*PAPERBOY_CLOCK \("2026-13-45"\)/,
      );
    });

    it.each([
      ['LLM_MODEL', 'sk-proj-abcdefghijkl'],
      ['EMBEDDINGS_MODEL', 'hf_abcdefghijklmnop'],
      ['CONTACT', 'https://example.org/?k=xoxb-123-456-abc'],
      ['DATABASE_URL', 'file:xapp-1-A123-456-abc'],
    ])('refuse a token in %s, which others see', (name, value) => {
      const both = { LLM_BASE_URL: 'http://127.0.0.1:1/v1', LLM_MODEL: 'm', [name]: value };
      expect(problems(both).join()).toMatch(new RegExp(`^${name} contains what looks like a token`));
      expect(problems(both).join()).not.toContain(value);
    });

    it("refuse another setting's secret in one that others see", () => {
      const both = {
        LLM_BASE_URL: 'http://127.0.0.1:1/v1',
        LLM_API_KEY: 'plain-looking',
        LLM_MODEL: 'plain-looking',
      };
      expect(problems(both)).toEqual([expect.stringContaining('LLM_MODEL contains what looks like a token')]);
      expect(problems({ ...both, LLM_API_KEY: 'none', LLM_MODEL: 'none' })).toEqual([]);
    });
  });

  it.each([
    'smtp://me:25/seconds@mail.example.org',
    'smtp://me:pass?word@mail.example.org',
    'smtp://me:2#word@mail.example.org',
    'smtp://me@mail.example.org',
    'smtp://:secret@mail.example.org',
    'smtp:mail.example.org',
    'http://mail.example.org',
  ])('refuse the address %s of a mail server, and say how a password is written there', (SMTP_URL) => {
    const both = { ...MAIL, WEB_URL: 'https://p.example.org', WEB_PORT: '8080', SMTP_URL };
    expect(problems(both)).toEqual([
      expect.stringMatching(/^SMTP_URL is not the address of a mail server: .* URL-encoded/),
    ]);
  });

  it.each([
    'smtp://mail.example.org:587',
    'smtps://me%40example.org:p%40ss%2Fw%23rd%3F@mail.example.org',
    'smtp://me:p@ss:word@mail.example.org',
    'smtp://10.0.0.5/?tls.servername=mail.example.org&name=papers.example.org&localAddress=10.0.0.2',
    'smtp://me:secret@mail.example.org?requireTLS=false',
    'smtp://me:secret@mail.example.org?authMethod=CRAM-MD5&requireTLS=true',
  ])('take the address %s of a mail server', (SMTP_URL) => {
    const both = { ...MAIL, WEB_URL: 'https://p.example.org', WEB_PORT: '8080', SMTP_URL };
    expect(problems(both)).toEqual([]);
  });

  it.each([
    'ignoreTLS=true',
    'tls.rejectUnauthorized=false',
    'tls.servername=mail.example.org&tls.rejectUnauthorized=false',
    'requireTLS=no',
    'logger=true&debug=true',
    'maxRequeues=5',
    'disableFileAccess=false',
    'pool=true',
    'name=a&name=b',
    'name=two%20words',
    'authMethod=NTLM',
    'hunter2',
  ])('refuse the option %s of a mail server, and repeat nothing of it', (option) => {
    const SMTP_URL = `smtp://me:pass-of-mail@mail.example.org/?${option}`;
    const both = { ...MAIL, WEB_URL: 'https://p.example.org', WEB_PORT: '8080', SMTP_URL };
    const said = problems(both);
    expect(said).toEqual([
      expect.stringMatching(
        /^SMTP_URL has an unknown option after the \?, or an invalid value\. Allowed: name, /,
      ),
    ]);
    expect(said.join()).not.toContain('pass-of-mail');
    expect(said.join()).not.toContain(option);
  });

  it.each([
    [
      'http://papers.example.org',
      [expect.stringMatching(/^WEB_URL is not https, .*Example: WEB_URL=https:/)],
    ],
    ['HTTP://papers.example.org', [expect.stringContaining('WEB_URL is not https')]],
    ['http://127.0.0.1.example.org', [expect.stringContaining('WEB_URL is not https')]],
    ['http://127.0.0.1:8080', []],
    ['http://localhost:8080', []],
    ['https://papers.example.org', []],
  ])('want https of the pages at %s where mails link to them', (WEB_URL, said) => {
    const both = { ...MAIL, SMTP_URL: 'smtp://mail.example.org', WEB_URL, WEB_PORT: '8080' };
    expect(problems(both)).toEqual(said);
    // Without mail, pages may be read over anything.
    expect(problems({ WEB_URL, WEB_PORT: '8080' })).toEqual([]);
  });

  it('hide the password of the mail server wherever it occurs alone', () => {
    const config = readConfig({
      ...{ ...MAIL, WEB_URL: 'https://p.example.org', WEB_PORT: '8080' },
      SMTP_URL: 'smtps://name:pass%2Fword-of-mail@mail.example.org',
    });
    expect(listSecrets(config)).toEqual(
      expect.arrayContaining(['pass%2Fword-of-mail', 'pass/word-of-mail', MAIL.MAIL_KEY]),
    );
  });

  it('hide the password of a database on a server, and no part of the path of a file', () => {
    const secretsOf = (DATABASE_URL: string) => listSecrets(readConfig({ DATABASE_URL }));
    expect(secretsOf('postgres://me:pass%2Fword@db.example/papers')).toEqual(['pass%2Fword', 'pass/word']);
    expect(secretsOf('postgresql:///papers?host=db.example&password=hunter2')).toEqual(['hunter2']);
    expect(secretsOf('file:/srv/paperboy-of-the-whole-laboratory/papers.sqlite')).toEqual([]);
  });

  it('know what an address carries of a secret', () => {
    const config = readConfig({
      HF_TOKEN: 'hf_abc123',
      LLM_BASE_URL: 'https://llm.example/v1?api-key=of-the-model&api-version=2024-02-01',
      LLM_MODEL: 'm',
      HF_BASE_URL: 'https://proxy.example/a-part-that-is-as-long-as-a-key/hf#fragment',
    });
    expect(listSecrets(config).toSorted()).toEqual([
      'a-part-that-is-as-long-as-a-key',
      'a-part-that-is-as-long-as-a-key',
      'fragment',
      'hf_abc123',
      'of-the-model',
    ]);
  });

  it('ask for all that an app needs to be installed in many workspaces, and for no token of one', () => {
    expect(problems(INSTALLED)).toEqual([]);
    const { SLACK_TOKEN_KEY: _, ...without } = INSTALLED;
    expect(problems(without).join()).toMatch(/SLACK_TOKEN_KEY is missing/);
    expect(problems({ ...INSTALLED, SLACK_BOT_TOKEN: 'xoxb-1' }).join()).toMatch(/SLACK_BOT_TOKEN is of one/);
    const keys = { ...INSTALLED, SLACK_OLD_TOKEN_KEYS: `${'a'.repeat(32)}, ${'b'.repeat(32)}` };
    expect(listSecrets(readConfig(keys))).toEqual(
      expect.arrayContaining(['a'.repeat(32), 'b'.repeat(32), INSTALLED.SLACK_CLIENT_SECRET]),
    );
    expect(problems({ ...INSTALLED, SLACK_OLD_TOKEN_KEYS: 'short' }).join()).toContain(
      'SLACK_OLD_TOKEN_KEYS',
    );
  });

  it("ask for both of Slack's tokens", () => {
    expect(problems({ SLACK_BOT_TOKEN: 'xoxb-1' }).join()).toMatch(/SLACK_APP_TOKEN is missing/);
    expect(problems({ SLACK_APP_TOKEN: 'xapp-1' }).join()).toMatch(/SLACK_BOT_TOKEN is missing/);
  });
});

describe('a fast clock', () => {
  const speed = { PAPERBOY_CLOCK_SPEED: '600' };
  const here = { ...speed, HF_BASE_URL: 'http://127.0.0.1:1', ARXIV_BASE_URL: 'http://localhost:2' };

  it('is for servers on this machine alone', () => {
    expect(readConfig(here).PAPERBOY_CLOCK_SPEED).toBe(600);
    expect(problems(speed).join()).toMatch(/HF_BASE_URL is not a loopback address.*ARXIV_BASE_URL is not/);
    expect(problems({ ...here, HF_BASE_URL: 'http://127.0.0.1.example.org' }).join()).toContain(
      'HF_BASE_URL',
    );
  });

  it('never meets a real platform', () => {
    const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
    expect(problems({ ...here, DISCORD_TOKEN: 'abc.def.ghi' }).join()).toContain('DISCORD_API_URL');
    expect(problems({ ...here, ...slack }).join()).toContain('SLACK_API_URL');
    expect(problems({ ...here, ...slack, SLACK_API_URL: 'http://127.0.0.1:3/api/' })).toEqual([]);
  });
});

it('what is missing is reported with what is wrong, so that one look fixes all', () => {
  const answer = problems({ SLACK_BOT_TOKEN: 'xoxb-1', LOG_LEVEL: 'loud', LLM_MODEL: 'm' });
  expect(answer).toEqual([
    expect.stringMatching(/^LOG_LEVEL .*Example: LOG_LEVEL=/),
    expect.stringMatching(/^SLACK_APP_TOKEN is missing.*Example: SLACK_APP_TOKEN=/),
    expect.stringMatching(/^LLM_BASE_URL is missing.*Example: LLM_BASE_URL=/),
  ]);
});

it('.env.example names every setting, explained, with its default (npm run docs writes it)', () => {
  expect(readFileSync(resolve(ROOT, '.env.example'), 'utf8')).toBe(envExample());
});
