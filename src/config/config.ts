import { PaperboyError } from '../core/base/errors.ts';
import { parseInstant } from '../core/paper/instant.ts';
import { looksLikeToken } from '../redact.ts';
import { amount, INSTANT, matching, NUMBER, secretsInUrl, WORD, webUrl, whole } from './setting-values.ts';

interface Variable<T> {
  /** What stands in `.env.example`, and what is used when the variable is not set. */
  readonly fallback: T;
  readonly secret?: boolean;
  /** What a mistaken value looks like where it is repeated in the error: one that cannot be a secret. Left out, none is. */
  readonly shown?: RegExp;
  /** One line for `.env.example` and the README. */
  readonly help: string;
  /** A value that would be accepted. */
  readonly example: string;
  /** Returns the value, or throws with what is wrong, in words that follow the variable's name. */
  parse(text: string): T;
}

const variable = <T>(definition: Variable<T>): Variable<T> => definition;
const optional = (definition: Omit<Variable<string | undefined>, 'fallback'>) =>
  variable<string | undefined>({ fallback: undefined, ...definition });

/** Every variable that Paperboy reads. `.env.example` and the README's table are compared with it by a test. */
export const VARIABLES = {
  DISCORD_TOKEN: optional({
    secret: true,
    help: "The Discord bot's token; without it Discord is off.",
    example: 'MTIzNDU2.Nzg5.abc-def',
    parse: (text) =>
      matching(text, /^(?!Bot )[\w.-]{10,}$/, 'is not a bot token: give it without "Bot " in front'),
  }),
  DISCORD_API_URL: variable({
    fallback: 'https://discord.com/api',
    help: "Discord's API, without the version.",
    example: 'https://discord.com/api',
    parse: webUrl,
  }),
  DISCORD_GUILD_ID: optional({
    help: 'While developing: register the slash commands in this one server, where they show at once.',
    example: '123456789012345678',
    parse: (text) => matching(text, /^\d{5,20}$/, "is not a server's id: digits only"),
  }),
  DISCORD_MANAGER_ROLE: optional({
    help: "A role whose members may change a channel's daily post, besides those who may manage the channel.",
    example: '123456789012345678',
    parse: (text) => matching(text, /^\d{5,20}$/, "is not a role's id: digits only"),
  }),
  SLACK_BOT_TOKEN: optional({
    secret: true,
    help: "The Slack app's bot token; without it Slack is off.",
    example: 'xoxb-…',
    parse: (text) => matching(text, /^xoxb-\S+$/, 'is not a bot token: it starts with xoxb-'),
  }),
  SLACK_APP_TOKEN: optional({
    secret: true,
    help: "The Slack app's app-level token with connections:write, for Socket Mode; used where SLACK_SIGNING_SECRET is set, too.",
    example: 'xapp-…',
    parse: (text) => matching(text, /^xapp-\S+$/, 'is not an app-level token: it starts with xapp-'),
  }),
  SLACK_SIGNING_SECRET: optional({
    secret: true,
    help: 'Instead of SLACK_APP_TOKEN, not besides it: Slack calls us by HTTP, and signs with this.',
    example: '8f742231b10e8888abcd99yyyzzz85a5',
    parse: (text) => matching(text, /^\w{16,64}$/, 'is not a signing secret: it is under Basic Information'),
  }),
  SLACK_HTTP_PORT: variable({
    shown: NUMBER,
    fallback: 8080,
    help: 'With SLACK_SIGNING_SECRET and no SLACK_APP_TOKEN: the port at which Slack reaches /slack/events.',
    example: '8080',
    parse: (text) => whole(text, 1, 65_535),
  }),
  SLACK_HTTP_HOST: variable({
    fallback: '127.0.0.1',
    help: 'With SLACK_SIGNING_SECRET and no SLACK_APP_TOKEN: the address to listen on; 0.0.0.0 for every one of this machine, as in a container.',
    example: '0.0.0.0',
    parse: (text) => matching(text, /^[\w.:-]{1,253}$/, 'is not an address or a host name'),
  }),
  SLACK_MANAGERS: variable<'admins' | 'members'>({
    shown: WORD,
    fallback: 'admins',
    help: "Who may change a channel's daily post on Slack: admins (and who made the channel), or every full member.",
    example: 'members',
    parse: (text) =>
      matching(text, /^(?:admins|members)$/, 'is neither admins nor members') as 'admins' | 'members',
  }),
  SLACK_UNFURL: variable<boolean>({
    shown: WORD,
    fallback: true,
    help: 'Whether a paper link in a Slack channel turns into a card: true or false.',
    example: 'false',
    parse: (text) => matching(text, /^(?:true|false)$/, 'is neither true nor false') === 'true',
  }),
  SLACK_API_URL: variable({
    fallback: 'https://slack.com/api/',
    help: "Slack's Web API.",
    example: 'https://slack.com/api/',
    parse: webUrl,
  }),
  HF_BASE_URL: variable({
    fallback: 'https://huggingface.co',
    help: 'Hugging Face, where the daily papers come from.',
    example: 'https://huggingface.co',
    parse: webUrl,
  }),
  HF_TOKEN: optional({
    secret: true,
    help: 'A Hugging Face token, for a higher rate limit; not needed.',
    example: 'hf_…',
    parse: (text) => matching(text, /^hf_\S+$/, 'is not a Hugging Face token: it starts with hf_'),
  }),
  ARXIV_BASE_URL: variable({
    fallback: 'https://export.arxiv.org',
    help: "arXiv's API, which fills what Hugging Face lacks.",
    example: 'https://export.arxiv.org',
    parse: webUrl,
  }),
  DATABASE_URL: variable({
    fallback: 'file:data/paperboy.sqlite',
    help: 'Where papers, posts and votes are kept: file:PATH (SQLite).',
    example: 'file:data/paperboy.sqlite',
    parse: (text) =>
      matching(text, /^file:.+|^:memory:$/, 'is not a database that Paperboy can open: give file:PATH'),
  }),
  EMBEDDINGS_BASE_URL: optional({
    help: 'An OpenAI-compatible embeddings endpoint (Ollama, vLLM, a hosted one): search by meaning; not needed.',
    example: 'http://127.0.0.1:11434/v1',
    parse: webUrl,
  }),
  EMBEDDINGS_MODEL: variable({
    fallback: 'nomic-embed-text',
    help: 'The model to ask at EMBEDDINGS_BASE_URL.',
    example: 'nomic-embed-text',
    parse: (text) => matching(text, /^\S{1,200}$/, 'is not the name of a model'),
  }),
  EMBEDDINGS_API_KEY: optional({
    secret: true,
    help: 'The key for EMBEDDINGS_BASE_URL, where it wants one.',
    example: 'sk-…',
    parse: (text) => matching(text, /^\S+$/, 'holds blanks'),
  }),
  LLM_BASE_URL: optional({
    help: 'An OpenAI-compatible chat endpoint (Ollama, vLLM, a hosted one) that writes the summaries; not needed.',
    example: 'http://127.0.0.1:11434/v1',
    parse: webUrl,
  }),
  LLM_MODEL: optional({
    help: 'The model to ask at LLM_BASE_URL.',
    example: 'gemma3:12b',
    parse: (text) => matching(text, /^\S{1,200}$/, 'is not the name of a model'),
  }),
  LLM_API_KEY: optional({
    secret: true,
    help: 'The key for LLM_BASE_URL, where it wants one.',
    example: 'sk-…',
    parse: (text) => matching(text, /^\S+$/, 'holds blanks'),
  }),
  LLM_TIMEOUT: variable({
    shown: NUMBER,
    fallback: 60,
    help: 'How many seconds the model may take for one answer; a model on a machine without a GPU wants more.',
    example: '180',
    parse: (text) => whole(text, 1, 600),
  }),
  LLM_CONCURRENCY: variable({
    fallback: 4,
    help: 'How many summaries the model writes at once; one person gets half of that at most.',
    example: '4',
    parse: (text) => whole(text, 1, 64),
  }),
  LLM_PRICE_INPUT: variable({
    shown: NUMBER,
    fallback: 0,
    help: 'What a million tokens cost that the model reads, in any currency.',
    example: '0.15',
    parse: amount,
  }),
  LLM_PRICE_OUTPUT: variable({
    shown: NUMBER,
    fallback: 0,
    help: 'What a million tokens cost that the model writes, in the same currency.',
    example: '0.60',
    parse: amount,
  }),
  LLM_DAILY_COST: variable<number | undefined>({
    shown: NUMBER,
    fallback: undefined,
    help: 'What the model may cost a day (UTC), by these prices; then summaries are made without it. No bound unless set.',
    example: '0.50',
    parse: amount,
  }),
  LLM_DAILY_TOKENS: variable<number | undefined>({
    shown: NUMBER,
    fallback: undefined,
    help: 'How many tokens the model may read and write a day (UTC). Unless set: 2,000,000 where prices are set and LLM_DAILY_COST is not, else no bound.',
    example: '2000000',
    parse: (text) => whole(text, 0, 1_000_000_000_000),
  }),
  VOTE_RETENTION_DAYS: variable<number | undefined>({
    shown: NUMBER,
    fallback: undefined,
    help: 'After how many days votes are deleted, 30 at least. Kept for good unless set: `top all` counts them.',
    example: '730',
    parse: (text) => whole(text, 30, 36_500),
  }),
  DELIVERY_RETENTION_DAYS: variable<number | undefined>({
    shown: NUMBER,
    fallback: undefined,
    help: 'After how many days what was posted is deleted from the database, 30 at least. Kept for good unless set: no paper is shown twice.',
    example: '365',
    parse: (text) => whole(text, 30, 36_500),
  }),
  REFRESH_MINUTES: variable({
    shown: NUMBER,
    fallback: 10,
    help: 'How often the lists of today and yesterday are fetched.',
    example: '10',
    parse: (text) => whole(text, 1, 1440),
  }),
  LATEST_HOURS: variable({
    shown: NUMBER,
    fallback: 6,
    help: 'A digest that could not go out in time is still posted if it is no older than this.',
    example: '6',
    parse: (text) => whole(text, 1, 168),
  }),
  CONTACT: variable({
    fallback: 'https://github.com/paperboy-bot/paperboy',
    help: 'A web or mail address that Hugging Face and arXiv see in our requests, to reach whoever runs this bot.',
    example: 'mailto:you@example.org',
    parse: (text) =>
      matching(text, /^(https?:\/\/|mailto:)[\x21-\x7e]+$/, 'is not an address: give https://… or mailto:…'),
  }),
  LOG_LEVEL: variable({
    shown: WORD,
    fallback: 'info' as string,
    help: 'trace, debug, info, warn, error, fatal or silent.',
    example: 'info',
    parse: (text) => matching(text, /^(trace|debug|info|warn|error|fatal|silent)$/, 'is not a log level'),
  }),
  PAPERBOY_CLOCK: variable<number | undefined>({
    shown: INSTANT,
    fallback: undefined,
    help: "For rehearsals: the instant at which the process's clock starts.",
    example: '2026-04-30T09:00:00Z',
    parse: (text) => {
      const at = /^\d{4}-\d{2}-\d{2}T/.test(text) ? parseInstant(text) : Number.NaN;
      if (Number.isNaN(at)) throw new Error('is not an instant in ISO 8601');
      return at;
    },
  }),
  PAPERBOY_CLOCK_SPEED: variable({
    shown: NUMBER,
    fallback: 1,
    help: 'For rehearsals against servers on this machine: how many times as fast that clock runs.',
    example: '600',
    parse: (text) => whole(text, 1, 100_000),
  }),
} as const;

type Table = typeof VARIABLES;

/** The settings of one process, frozen. */
export type Config = { readonly [Name in keyof Table]: ReturnType<Table[Name]['parse']> };

/** Everything that is wrong with the environment, at once. */
export class ConfigError extends PaperboyError {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      'config-invalid',
      `The settings cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
      {
        fix: 'Correct them in the environment or in .env; .env.example explains each.',
      },
    );
    this.problems = problems;
  }
}

/** Reads the settings; an empty variable counts as not set. Throws a `ConfigError` that names every mistake. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const entries = Object.entries<Variable<unknown>>(VARIABLES).map(
    ([name, { fallback, parse, example, shown, secret }]) => {
      const text = env[name]?.trim() ?? '';
      if (text === '') return [name, fallback] as const;
      try {
        const value = parse(text);
        if (!secret && parse !== webUrl && isMisplaced(name, text, env)) throw new Error(MISPLACED);
        return [name, value] as const;
      } catch (error) {
        const value = shown?.test(text) ? ` ("${text}")` : '';
        problems.push(
          `${name}${value} ${error instanceof Error ? error.message : error}. Example: ${name}=${example}`,
        );
        return [name, fallback] as const;
      }
    },
  );
  const config = Object.fromEntries(entries) as Config;
  if (problems.length === 0)
    problems.push(...slackProblems(config), ...modelProblems(config), ...rehearsalProblems(config));
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config);
}

function missing(name: keyof Table, why: string): string[] {
  return [`${name} is missing: ${why}. Example: ${name}=${VARIABLES[name].example}`];
}

/** Slack needs a token to speak with, and one way of hearing: a socket or signed calls. */
function slackProblems(config: Config): string[] {
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: secret } = config;
  if (bot !== undefined && app === undefined && secret === undefined) {
    return missing('SLACK_APP_TOKEN', 'Slack needs it to hand us events');
  }
  if (bot === undefined && (app !== undefined || secret !== undefined)) {
    return missing('SLACK_BOT_TOKEN', 'Slack needs it to let us post');
  }
  return [];
}

/** An endpoint serves many models, and none is a safe guess. A bound on costs needs prices. */
function modelProblems(config: Config): string[] {
  const {
    LLM_BASE_URL: baseUrl,
    LLM_MODEL: model,
    LLM_PRICE_INPUT: input,
    LLM_PRICE_OUTPUT: output,
  } = config;
  return [
    ...(baseUrl !== undefined && model === undefined
      ? missing('LLM_MODEL', 'LLM_BASE_URL needs to be told which model to use')
      : []),
    ...(baseUrl === undefined && model !== undefined
      ? missing('LLM_BASE_URL', 'LLM_MODEL needs an endpoint that serves it')
      : []),
    ...(config.LLM_DAILY_COST !== undefined && input === 0 && output === 0
      ? missing('LLM_PRICE_INPUT', 'LLM_DAILY_COST has no effect without prices')
      : []),
  ];
}

/** Where the clock runs fast, so do the platforms' paces: that is for loopback servers, and never for the real ones. */
function rehearsalProblems(config: Config): string[] {
  if (config.PAPERBOY_CLOCK_SPEED === 1) return [];
  const used = [
    ...(config.DISCORD_TOKEN === undefined ? [] : (['DISCORD_API_URL'] as const)),
    ...(config.SLACK_BOT_TOKEN === undefined ? [] : (['SLACK_API_URL'] as const)),
    ...(['HF_BASE_URL', 'ARXIV_BASE_URL'] as const),
  ];
  return used
    .filter((name) => !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(config[name]).hostname))
    .map((name) => `${name} is not on this machine, and PAPERBOY_CLOCK_SPEED is for rehearsals there alone`);
}

/** What must never be shown: the secrets, and what an address carries of one. */
export function secretsOf(config: Config): string[] {
  return Object.entries<Variable<unknown>>(VARIABLES).flatMap(([name, { secret, parse }]) => {
    const value = config[name as keyof Config];
    if (value === undefined) return [];
    if (secret) return [String(value)];
    return parse === webUrl ? secretsInUrl(String(value)) : [];
  });
}

const MISPLACED = 'holds what looks like a token, or the value of another setting that is secret';

/** A shorter value of a secret setting (`none`, `ollama`) may stand in another one by chance. */
const LEAST_SECRET = 8;

/** Whether a secret was put into a setting that is shown: a model's name and a contact are seen by others. */
function isMisplaced(name: string, text: string, env: Readonly<Record<string, string | undefined>>): boolean {
  if (looksLikeToken(text)) return true;
  return Object.entries<Variable<unknown>>(VARIABLES).some(([other, { secret }]) => {
    const value = env[other]?.trim() ?? '';
    return secret && other !== name && value.length >= LEAST_SECRET && text.includes(value);
  });
}
