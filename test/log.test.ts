import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLog } from '../src/log.ts';
import { createRedact, MAX_REDACTED_LENGTH } from '../src/redact.ts';
import { until } from './support/builders.ts';

function recorded(secrets: readonly string[] = []) {
  let text = '';
  const destination = {
    write: (line: string) => {
      text += line;
    },
  };
  return { log: createLog({ level: 'debug', secrets, destination }), text: () => text };
}

const TOKENS = [
  'xoxb-1234567890-abcdef',
  'xapp-1-A0123-456-deadbeef',
  'hf_abcdefghijklmnop',
  'sk-proj-abcdefghijkl',
  'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789AB',
];

describe('the log', () => {
  it('writes facts and a constant message as one line of JSON', () => {
    const { log, text } = recorded();
    log.info({ channel: 'discord:1' }, 'posted');
    expect(JSON.parse(text())).toMatchObject({ level: 30, channel: 'discord:1', msg: 'posted' });
  });

  it.each(TOKENS)('never writes what looks like the token %#, wherever it occurs', (token) => {
    const { log, text } = recorded();
    log.error(
      { err: new Error(`request to https://x.example/?t=${token} failed`), nested: { deep: [token] } },
      `bad ${token}`,
    );
    log.warn({ headers: { authorization: `Bearer ${token}` }, token }, 'headers');
    expect(text()).not.toContain(token);
    expect(text()).toContain('[secret]');
  });

  it("never writes this process's own secrets, whatever they look like", () => {
    const { log, text } = recorded(['plain-looking-secret']);
    log.info({ url: 'https://x.example/plain-looking-secret/send' }, 'sent');
    expect(text()).not.toContain('plain-looking-secret');
  });

  it('keeps the words of an error and its stack', () => {
    const { log, text } = recorded();
    log.error({ err: new TypeError('no such paper') }, 'failed');
    expect(JSON.parse(text()).err).toMatchObject({ type: 'TypeError', message: 'no such paper' });
  });

  it('cuts a line that holds the event loop, and says how long it was; no half of a secret is in it', () => {
    const secret = 'correct-horse-battery-staple';
    for (let before = MAX_REDACTED_LENGTH - 300; before < MAX_REDACTED_LENGTH + 10; before += 7) {
      const { log, text } = recorded([secret]);
      log.warn({ err: 'x'.repeat(before) + secret.repeat(50_000) }, 'a reply cannot be read');
      const { level, time, msg, characters, begins } = JSON.parse(text());
      expect({ level, msg }).toEqual({ level: 40, msg: 'a reply cannot be read' });
      expect(Date.parse(time)).toBeGreaterThan(0);
      expect(characters).toBeGreaterThan(secret.length * 50_000);
      expect(begins).toContain('xxxx');
      expect(text()).not.toContain('correct');
      expect(text().length).toBeLessThan(MAX_REDACTED_LENGTH);
    }
  });

  it('leaves ordinary text alone', () => {
    const line =
      'Bot answered 3 commands; paper 2604.26752 has 69 upvotes, see https://huggingface.co/papers/2604.26752';
    expect(createRedact([])(line)).toBe(line);
  });

  it('logs an error only in words where stacks are not wanted', () => {
    let text = '';
    const destination = {
      write: (line: string) => {
        text += line;
      },
    };
    const log = createLog({ level: 'info', secrets: [], destination, stacks: false });
    log.warn({ err: new Error('outer', { cause: new Error('inner') }) }, 'it failed');
    expect(JSON.parse(text)).toMatchObject({ err: 'outer: inner', msg: 'it failed' });
  });

  describe('cannot steer a terminal', () => {
    const hostile = '\u001b]0;owned\u0007\u009b2J\u202eevil\r\b\u007f';
    const steers = /[^\P{Cc}\n\t]|[\u200e\u200f\u2028-\u202e\u2066-\u206f]/u;
    const say = (log: ReturnType<typeof createLog>) => {
      const err = Object.assign(new Error(hostile, { cause: new Error(hostile) }), { body: hostile });
      log.error({ err, [hostile]: hostile, deep: [{ said: hostile }] }, `it said ${hostile}`);
    };

    it('in JSON, which means the same', () => {
      const { log, text } = recorded();
      say(log);
      expect(text()).not.toMatch(steers);
      expect(JSON.parse(text())).toMatchObject({ [hostile]: hostile, deep: [{ said: hostile }] });
    });

    it.each([true, false])('in readable lines, with stacks: %s', async (stacks) => {
      const destination = new PassThrough();
      say(createLog({ level: 'info', secrets: [], destination, isReadable: true, stacks }));
      await until(() => destination.readableLength > 0, 'the line is written');
      const text = String(destination.read());
      expect(text).not.toMatch(steers);
      expect(text).toContain('it said \\u001b]0;owned');
    });
  });
});
