import { z } from 'zod';
import {
  amount,
  instant,
  mailAddress,
  matching,
  namedMailAddress,
  secret,
  smtpUrl,
  webUrl,
  whole,
} from './setting-values.ts';

/** What is known of a setting besides its values. */
export interface SettingFacts {
  /** One line for `.env.example`, the README and `start --help`. */
  readonly help: string;
  /** A value that would be accepted. */
  readonly example: string;
  readonly secret?: true;
  /** A web address, which may carry a secret. */
  readonly isAddress?: true;
  /** What a mistaken value looks like where it is repeated in the error: one that cannot be a secret. Left out, none is. */
  readonly shown?: 'number' | 'word' | 'instant';
}

/** The facts of each setting, by its schema. */
export const facts = z.registry<SettingFacts>();

/**
 * Every setting that Paperboy reads from the environment, with what it must be, said in words that follow its name.
 * `.env.example`, the README's table and `start --help` are written from it (`npm run docs`).
 */
export const SETTINGS = z.object({
  DISCORD_TOKEN: matching(/^(?!Bot )[\w.-]{10,}$/, 'is not a bot token: give it without "Bot " in front')
    .optional()
    .register(facts, {
      secret: true,
      help: "The Discord bot's token; without it Discord is off.",
      example: 'MTIzNDU2.Nzg5.abc-def',
    }),
  DISCORD_API_URL: webUrl.default('https://discord.com/api').register(facts, {
    isAddress: true,
    help: "Discord's API, without the version.",
    example: 'https://discord.com/api',
  }),
  DISCORD_GUILD_ID: matching(/^\d{5,20}$/, "is not a server's id: digits only")
    .optional()
    .register(facts, {
      help: 'While developing: register the slash commands in this one server, where they show at once.',
      example: '123456789012345678',
    }),
  DISCORD_MANAGER_ROLE: matching(/^\d{5,20}$/, "is not a role's id: digits only")
    .optional()
    .register(facts, {
      help: "A role whose members may change a channel's daily post, besides those who may manage the channel.",
      example: '123456789012345678',
    }),
  SLACK_BOT_TOKEN: matching(/^xoxb-\S+$/, 'is not a bot token: it starts with xoxb-')
    .optional()
    .register(facts, {
      secret: true,
      help: "The Slack app's bot token; without it Slack is off.",
      example: 'xoxb-…',
    }),
  SLACK_APP_TOKEN: matching(/^xapp-\S+$/, 'is not an app-level token: it starts with xapp-')
    .optional()
    .register(facts, {
      secret: true,
      help: "The Slack app's app-level token with connections:write, for Socket Mode; used where SLACK_SIGNING_SECRET is set, too.",
      example: 'xapp-…',
    }),
  SLACK_SIGNING_SECRET: matching(/^\w{16,64}$/, 'is not a signing secret: it is under Basic Information')
    .optional()
    .register(facts, {
      secret: true,
      help: 'Instead of SLACK_APP_TOKEN, not besides it: Slack calls us by HTTP, and signs with this.',
      example: '8f742231b10e8888abcd99yyyzzz85a5',
    }),
  SLACK_HTTP_PORT: whole(1, 65_535).default(8080).register(facts, {
    shown: 'number',
    help: 'With SLACK_SIGNING_SECRET and no SLACK_APP_TOKEN: the port at which Slack reaches /slack/events.',
    example: '8080',
  }),
  SLACK_HTTP_HOST: matching(/^[\w.:-]{1,253}$/, 'is not an address or a host name')
    .default('127.0.0.1')
    .register(facts, {
      help: 'With SLACK_SIGNING_SECRET and no SLACK_APP_TOKEN: the address to listen on; 0.0.0.0 for every one of this machine, as in a container.',
      example: '0.0.0.0',
    }),
  SLACK_MANAGERS: z
    .enum(['admins', 'members'], 'is neither admins nor members')
    .default('admins')
    .register(facts, {
      shown: 'word',
      help: "Who may change a channel's daily post on Slack: admins (and who made the channel), or every full member.",
      example: 'members',
    }),
  SLACK_UNFURL: z
    .enum(['true', 'false'], 'is neither true nor false')
    .transform((text) => text === 'true')
    .default(true)
    .register(facts, {
      shown: 'word',
      help: 'Whether a paper link in a Slack channel turns into a card: true or false.',
      example: 'false',
    }),
  SLACK_API_URL: webUrl
    .default('https://slack.com/api/')
    .register(facts, { isAddress: true, help: "Slack's Web API.", example: 'https://slack.com/api/' }),
  SMTP_URL: smtpUrl.optional().register(facts, {
    secret: true,
    help: 'The mail server that mails are sent through, with name and password; without it e-mail is off.',
    example: 'smtps://name:password@mail.example.org',
  }),
  MAIL_FROM: namedMailAddress.optional().register(facts, {
    help: 'With SMTP_URL: who mails come from.',
    example: 'Paperboy <papers@example.org>',
  }),
  MAIL_KEY: secret(32).optional().register(facts, {
    secret: true,
    help: 'With SMTP_URL: what addresses are encrypted and links are signed with. Keep it: with another one no address can be decrypted. Make one with openssl rand -hex 32.',
    example: '9b1f8a6c0d2e4b7f9a3c5d8e1f0b6a4c2d7e9f1a3b5c8d0e2f4a6b8c0d1e3f5a',
  }),
  MAIL_BOUNCE_TO: mailAddress.optional().register(facts, {
    help: 'With SMTP_URL: where mails come back to that cannot be delivered, with +ID before the @; hand them to the command bounce.',
    example: 'bounces@example.org',
  }),
  MAIL_DKIM_KEY: z.string().optional().register(facts, {
    help: 'With SMTP_URL: the file with the private key that mails are signed with, where the mail server does not sign them.',
    example: '/run/secrets/dkim.pem',
  }),
  MAIL_DKIM_SELECTOR: z
    .string()
    .max(63, 'is not a selector')
    .default('paperboy')
    .register(facts, { help: 'The name of that key in DNS, before ._domainkey.', example: 'paperboy' }),
  MAIL_PER_SECOND: whole(1, 1000).default(10).register(facts, {
    shown: 'number',
    help: 'How many mails are sent in a second at most.',
    example: '10',
  }),
  MAIL_SIGN_UPS_PER_HOUR: whole(1, 100_000).default(100).register(facts, {
    shown: 'number',
    help: 'How many confirmation mails are sent in an hour at most, whoever asks for them.',
    example: '100',
  }),
  WEB_URL: webUrl.optional().register(facts, {
    isAddress: true,
    help: 'Where people reach the web pages; without it and WEB_PORT there are none.',
    example: 'https://papers.example.org',
  }),
  WEB_PORT: whole(1, 65_535).optional().register(facts, {
    shown: 'number',
    help: 'The port that the web pages are served at.',
    example: '8080',
  }),
  WEB_HOST: matching(/^[\w.:-]{1,253}$/, 'is not an address or a host name')
    .default('127.0.0.1')
    .register(facts, {
      help: 'The address that the web pages listen on; 0.0.0.0 for every one of this machine, as in a container.',
      example: '0.0.0.0',
    }),
  HF_BASE_URL: webUrl.default('https://huggingface.co').register(facts, {
    isAddress: true,
    help: 'Hugging Face, where the daily papers come from.',
    example: 'https://huggingface.co',
  }),
  HF_TOKEN: matching(/^hf_\S+$/, 'is not a Hugging Face token: it starts with hf_')
    .optional()
    .register(facts, {
      secret: true,
      help: 'A Hugging Face token, for a higher rate limit; not needed.',
      example: 'hf_…',
    }),
  ARXIV_BASE_URL: webUrl.default('https://export.arxiv.org').register(facts, {
    isAddress: true,
    help: "arXiv's API, which fills what Hugging Face lacks.",
    example: 'https://export.arxiv.org',
  }),
  DATABASE_URL: matching(/^file:.+|^:memory:$/, 'is not a database that Paperboy can open: give file:PATH')
    .default('file:data/paperboy.sqlite')
    .register(facts, {
      help: 'Where papers, posts and votes are stored: file:PATH (SQLite).',
      example: 'file:data/paperboy.sqlite',
    }),
  EMBEDDINGS_BASE_URL: webUrl.optional().register(facts, {
    isAddress: true,
    help: 'An OpenAI-compatible embeddings endpoint (Ollama, vLLM, a hosted one): search by meaning; not needed.',
    example: 'http://127.0.0.1:11434/v1',
  }),
  EMBEDDINGS_MODEL: matching(/^\S{1,200}$/, 'is not the name of a model')
    .default('nomic-embed-text')
    .register(facts, { help: 'The model to ask at EMBEDDINGS_BASE_URL.', example: 'nomic-embed-text' }),
  EMBEDDINGS_API_KEY: matching(/^\S+$/, 'contains spaces').optional().register(facts, {
    secret: true,
    help: 'The key for EMBEDDINGS_BASE_URL, where it wants one.',
    example: 'sk-…',
  }),
  LLM_BASE_URL: webUrl.optional().register(facts, {
    isAddress: true,
    help: 'An OpenAI-compatible chat endpoint (Ollama, vLLM, a hosted one) that writes the summaries; not needed.',
    example: 'http://127.0.0.1:11434/v1',
  }),
  LLM_MODEL: matching(/^\S{1,200}$/, 'is not the name of a model')
    .optional()
    .register(facts, { help: 'The model to ask at LLM_BASE_URL.', example: 'gemma3:12b' }),
  LLM_API_KEY: matching(/^\S+$/, 'contains spaces').optional().register(facts, {
    secret: true,
    help: 'The key for LLM_BASE_URL, where it wants one.',
    example: 'sk-…',
  }),
  LLM_TIMEOUT: whole(1, 600).default(60).register(facts, {
    shown: 'number',
    help: 'How many seconds the model may take for one answer; a model on a machine without a GPU wants more.',
    example: '180',
  }),
  LLM_CONCURRENCY: whole(1, 64).default(4).register(facts, {
    shown: 'number',
    help: 'How many summaries the model writes at once; one person gets half of that at most.',
    example: '4',
  }),
  LLM_PRICE_INPUT: amount.default(0).register(facts, {
    shown: 'number',
    help: 'What a million tokens cost that the model reads, in any currency.',
    example: '0.15',
  }),
  LLM_PRICE_OUTPUT: amount.default(0).register(facts, {
    shown: 'number',
    help: 'What a million tokens cost that the model writes, in the same currency.',
    example: '0.60',
  }),
  LLM_DAILY_COST: amount.optional().register(facts, {
    shown: 'number',
    help: 'What the model may cost a day (UTC), by these prices; then summaries are made without it. No bound unless set.',
    example: '0.50',
  }),
  LLM_DAILY_TOKENS: whole(0, 1_000_000_000_000).optional().register(facts, {
    shown: 'number',
    help: 'How many tokens the model may read and write a day (UTC). Unless set: 2,000,000 where prices are set and LLM_DAILY_COST is not, else no bound.',
    example: '2000000',
  }),
  VOTE_RETENTION_DAYS: whole(30, 36_500).optional().register(facts, {
    shown: 'number',
    help: 'After how many days votes are deleted, 30 at least. Stored permanently unless set: `top all` counts them.',
    example: '730',
  }),
  DELIVERY_RETENTION_DAYS: whole(30, 36_500).optional().register(facts, {
    shown: 'number',
    help: 'After how many days what was posted is deleted from the database, 30 at least. Stored permanently unless set: no paper is shown twice.',
    example: '365',
  }),
  REFRESH_MINUTES: whole(1, 1440).default(10).register(facts, {
    shown: 'number',
    help: 'How often the lists of today and yesterday are fetched.',
    example: '10',
  }),
  LATEST_HOURS: whole(1, 168).default(6).register(facts, {
    shown: 'number',
    help: 'A digest that could not go out in time is still posted if it is no older than this.',
    example: '6',
  }),
  CONTACT: matching(/^(https?:\/\/|mailto:)[\x21-\x7e]+$/, 'is not an address: give https://… or mailto:…')
    .default('https://github.com/paperboy-bot/paperboy')
    .register(facts, {
      help: 'A web or mail address that Hugging Face and arXiv see in our requests, to reach whoever runs this bot.',
      example: 'mailto:you@example.org',
    }),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'is not a log level')
    .default('info')
    .register(facts, {
      shown: 'word',
      help: 'trace, debug, info, warn, error, fatal or silent.',
      example: 'info',
    }),
  PAPERBOY_CLOCK: instant.optional().register(facts, {
    shown: 'instant',
    help: "For rehearsals: the instant at which the process's clock starts.",
    example: '2026-04-30T09:00:00Z',
  }),
  PAPERBOY_CLOCK_SPEED: whole(1, 100_000).default(1).register(facts, {
    shown: 'number',
    help: 'For rehearsals against servers on this machine: how many times as fast that clock runs.',
    example: '600',
  }),
});
