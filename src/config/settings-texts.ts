import { z } from 'zod';
import {
  amount,
  channel,
  createPatternSchema,
  createSecretListSchema,
  createSecretSchema,
  createSwitchSchema,
  createWholeNumberSchema,
  databaseUrl,
  instant,
  mailAddress,
  namedMailAddress,
  smtpUrl,
  webUrl,
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
  /** The address of a database: of a file, or of a server with a password. */
  readonly isDatabase?: true;
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
  DISCORD_TOKEN: createPatternSchema(
    /^(?!Bot )[\w.-]{10,}$/,
    'is not a bot token: give it without "Bot " in front',
  )
    .optional()
    .register(facts, {
      secret: true,
      help: "The Discord bot's token. Without it, Discord is off.",
      example: 'MTIzNDU2.Nzg5.abc-def',
    }),
  DISCORD_API_URL: webUrl.default('https://discord.com/api').register(facts, {
    isAddress: true,
    help: "The base URL of Discord's API, without the version.",
    example: 'https://discord.com/api',
  }),
  DISCORD_GUILD_ID: createPatternSchema(/^\d{5,20}$/, "is not a server's id: digits only")
    .optional()
    .register(facts, {
      help: 'For development: register the slash commands only in this server.',
      example: '123456789012345678',
    }),
  DISCORD_MANAGER_ROLE: createPatternSchema(/^\d{5,20}$/, "is not a role's id: digits only")
    .optional()
    .register(facts, {
      help: 'The ID of a role whose members may manage daily posts, in addition to people with the Manage Channels permission.',
      example: '123456789012345678',
    }),
  DISCORD_SHARD_COUNT: z
    .union(
      [z.literal('auto'), createWholeNumberSchema(1, 1000)],
      'is neither auto nor a whole number from 1 to 1000',
    )
    .default('auto')
    .register(facts, {
      shown: 'word',
      help: 'The number of shards of Discord’s gateway: auto for the number that Discord recommends. Processes on one database divide them among themselves. A new number applies once all of these have stopped.',
      example: '4',
    }),
  SLACK_BOT_TOKEN: createPatternSchema(/^xoxb-\S+$/, 'is not a bot token: it starts with xoxb-')
    .optional()
    .register(facts, {
      secret: true,
      help: "The Slack app's bot token. Without it, Slack is off.",
      example: 'xoxb-…',
    }),
  SLACK_APP_TOKEN: createPatternSchema(/^xapp-\S+$/, 'is not an app-level token: it starts with xapp-')
    .optional()
    .register(facts, {
      secret: true,
      help: "The Slack app's app-level token with the connections:write scope, for Socket Mode. If SLACK_SIGNING_SECRET is set too, Socket Mode is used.",
      example: 'xapp-…',
    }),
  SLACK_SIGNING_SECRET: createPatternSchema(
    /^\w{16,64}$/,
    'is not a signing secret: it is under Basic Information',
  )
    .optional()
    .register(facts, {
      secret: true,
      help: "The Slack app's signing secret, to receive events over HTTP. Set either this or SLACK_APP_TOKEN.",
      example: '8f742231b10e8888abcd99yyyzzz85a5',
    }),
  SLACK_CLIENT_ID: createPatternSchema(
    /^\d{1,20}\.\d{1,20}$/,
    'is not a client ID: it is under Basic Information',
  )
    .optional()
    .register(facts, {
      help: "The Slack app's client ID, to be installed in many workspaces at /slack/install. Needs SLACK_CLIENT_SECRET, SLACK_TOKEN_KEY and SLACK_SIGNING_SECRET, and takes the place of SLACK_BOT_TOKEN.",
      example: '1234567890.1234567890123',
    }),
  SLACK_CLIENT_SECRET: createPatternSchema(
    /^\w{16,64}$/,
    'is not a client secret: it is under Basic Information',
  )
    .optional()
    .register(facts, {
      secret: true,
      help: "With SLACK_CLIENT_ID: the Slack app's client secret.",
      example: '3f1b0c9a8e7d6c5b4a39281706f5e4d3',
    }),
  SLACK_TOKEN_KEY: createSecretSchema(32).optional().register(facts, {
    secret: true,
    help: 'With SLACK_CLIENT_ID: the key that encrypts the tokens of the workspaces. Keep it: they cannot be decrypted with another key. Create one with openssl rand -hex 32.',
    example: '7e2a9d4c1f6b8e0a3d5c7f9b2e4a6d8c0f1b3e5a7c9d2f4b6e8a0c1d3f5b7e9a',
  }),
  SLACK_OLD_TOKEN_KEYS: createSecretListSchema(32).optional().register(facts, {
    secret: true,
    help: 'With SLACK_TOKEN_KEY: earlier keys, separated by commas. Tokens that one of them encrypted are encrypted with SLACK_TOKEN_KEY as they are used.',
    example: '5c8f1a3e7b9d2c4f6a8e0b1d3f5c7a9e2b4d6f8a0c1e3b5d7f9a2c4e6b8d0f1a',
  }),
  SLACK_HTTP_PORT: createWholeNumberSchema(1, 65_535).default(8080).register(facts, {
    shown: 'number',
    help: 'For events over HTTP: the port that serves /slack/events. May be the same as WEB_PORT: one server, at WEB_HOST, then serves both.',
    example: '8080',
  }),
  SLACK_HTTP_HOST: createPatternSchema(/^[\w.:-]{1,253}$/, 'is not an address or a host name')
    .default('127.0.0.1')
    .register(facts, {
      help: 'For events over HTTP: the address to listen on. Use 0.0.0.0 in a container.',
      example: '0.0.0.0',
    }),
  SLACK_MANAGERS: z
    .enum(['admins', 'members'], 'is neither admins nor members')
    .default('admins')
    .register(facts, {
      shown: 'word',
      help: "Who may manage a channel's daily post on Slack: admins (workspace admins and the channel's creator) or members (every full member).",
      example: 'members',
    }),
  SLACK_UNFURL: createSwitchSchema().default(true).register(facts, {
    shown: 'word',
    help: 'Whether links to papers in Slack channels unfurl into cards: true or false.',
    example: 'false',
  }),
  SLACK_API_URL: webUrl.default('https://slack.com/api/').register(facts, {
    isAddress: true,
    help: "The base URL of Slack's Web API.",
    example: 'https://slack.com/api/',
  }),
  SMTP_URL: smtpUrl.optional().register(facts, {
    secret: true,
    help: 'The mail server to send through, with user name and password. Without it, e-mail is off.',
    example: 'smtps://name:password@mail.example.org',
  }),
  MAIL_FROM: namedMailAddress.optional().register(facts, {
    help: 'With SMTP_URL: the sender of all mails.',
    example: 'Paperboy <papers@example.org>',
  }),
  MAIL_KEY: createSecretSchema(32).optional().register(facts, {
    secret: true,
    help: 'With SMTP_URL: the key that encrypts addresses and signs links. Keep it: addresses cannot be decrypted with another key. Create one with openssl rand -hex 32.',
    example: '9b1f8a6c0d2e4b7f9a3c5d8e1f0b6a4c2d7e9f1a3b5c8d0e2f4a6b8c0d1e3f5a',
  }),
  MAIL_BOUNCE_TO: mailAddress.optional().register(facts, {
    help: 'With SMTP_URL: the return address for mails that cannot be delivered; +ID is added before the @. Pipe what arrives there into the bounce command.',
    example: 'bounces@example.org',
  }),
  MAIL_DKIM_KEY: z.string().optional().register(facts, {
    help: 'With SMTP_URL: a file with the DKIM private key, if the mail server does not sign mails itself.',
    example: '/run/secrets/dkim.pem',
  }),
  MAIL_DKIM_SELECTOR: z.string().max(63, 'is not a selector').default('paperboy').register(facts, {
    help: 'The DKIM selector: the name of that key in DNS before ._domainkey.',
    example: 'paperboy',
  }),
  MAIL_PER_SECOND: createWholeNumberSchema(1, 1000).default(10).register(facts, {
    shown: 'number',
    help: 'The maximum number of mails per second.',
    example: '10',
  }),
  MAIL_PICTURES: createSwitchSchema().default(false).register(facts, {
    shown: 'word',
    help: 'Whether mails have the papers’ teaser pictures: true or false. Mail programs fetch them from Hugging Face, which may see who opens a mail, and when.',
    example: 'true',
  }),
  MAIL_SIGN_UPS_PER_HOUR: createWholeNumberSchema(1, 100_000).default(100).register(facts, {
    shown: 'number',
    help: 'The maximum number of confirmation mails per hour, for everybody together.',
    example: '100',
  }),
  WEBHOOK_KEY: createSecretSchema(32).optional().register(facts, {
    secret: true,
    help: 'The key that encrypts the addresses and signing secrets of webhooks. Without it, webhooks are off. Keep it: they cannot be decrypted with another key. Create one with openssl rand -hex 32.',
    example: '4d0f5a1c9b7e2d3f6a8c0e1b5d7f9a2c4e6b8d0f1a3c5e7f9b2d4a6c8e0f1b3d',
  }),
  WEBHOOK_PRIVATE_NETWORKS: createSwitchSchema().default(false).register(facts, {
    shown: 'word',
    help: 'Whether webhooks may be sent to private networks and over http: true or false.',
    example: 'true',
  }),
  WEB_URL: webUrl.optional().register(facts, {
    isAddress: true,
    help: 'The public address of the web pages. Without WEB_URL and WEB_PORT, they are off. With SMTP_URL it has to be https.',
    example: 'https://papers.example.org',
  }),
  WEB_PORT: createWholeNumberSchema(1, 65_535).optional().register(facts, {
    shown: 'number',
    help: 'The port that serves the web pages.',
    example: '8080',
  }),
  WEB_HOST: createPatternSchema(/^[\w.:-]{1,253}$/, 'is not an address or a host name')
    .default('127.0.0.1')
    .register(facts, {
      help: 'The address that the web pages listen on. Use 0.0.0.0 in a container.',
      example: '0.0.0.0',
    }),
  HEALTH_PORT: createWholeNumberSchema(1, 65_535).optional().register(facts, {
    shown: 'number',
    help: 'The port that serves /livez, /readyz and /metrics, and that the health command queries. If it is not set, they are off. May be the same as WEB_PORT: one server then serves both.',
    example: '9464',
  }),
  HEALTH_HOST: createPatternSchema(/^[\w.:-]{1,253}$/, 'is not an address or a host name')
    .default('127.0.0.1')
    .register(facts, {
      help: 'The address that HEALTH_PORT listens on. If it is not a loopback address, /metrics requires METRICS_TOKEN.',
      example: '0.0.0.0',
    }),
  METRICS_TOKEN: createSecretSchema(16).optional().register(facts, {
    secret: true,
    help: 'The bearer token that requests for /metrics must send. Required if others can reach the port: at WEB_PORT, or if HEALTH_HOST is not a loopback address.',
    example: '1c7d0e5b9a3f8e2d4c6b',
  }),
  FEED_HUB: webUrl.optional().register(facts, {
    isAddress: true,
    help: 'The address of a WebSub hub. It is named in the feeds of the newest papers, and notified when they have new papers. Optional.',
    example: 'https://pubsubhubbub.appspot.com',
  }),
  ALERT_CHANNEL: channel.optional().register(facts, {
    help: 'The channel that gets a message when an alert starts and another when it ends: a source that fails, a platform or workspace that cannot be reached, a post with an unknown outcome, or a budget that is used up.',
    example: 'slack:T0123456789/C0123456789',
  }),
  HF_BASE_URL: webUrl.default('https://huggingface.co').register(facts, {
    isAddress: true,
    help: 'The base URL of Hugging Face, the source of the daily papers.',
    example: 'https://huggingface.co',
  }),
  HF_TOKEN: createPatternSchema(/^hf_\S+$/, 'is not a Hugging Face token: it starts with hf_')
    .optional()
    .register(facts, {
      secret: true,
      help: 'A Hugging Face token, for a higher rate limit. Optional.',
      example: 'hf_…',
    }),
  ARXIV_BASE_URL: webUrl.default('https://export.arxiv.org').register(facts, {
    isAddress: true,
    help: "The base URL of arXiv's API, which adds what Hugging Face does not have.",
    example: 'https://export.arxiv.org',
  }),
  DATABASE_URL: databaseUrl.default('file:data/paperboy.sqlite').register(facts, {
    isDatabase: true,
    help: 'Where papers, posts and votes are stored: file:PATH (SQLite), or postgres://USER:PASSWORD@HOST/NAME (PostgreSQL).',
    example: 'file:data/paperboy.sqlite',
  }),
  EMBEDDINGS_BASE_URL: webUrl.optional().register(facts, {
    isAddress: true,
    help: 'An OpenAI-compatible embeddings endpoint (Ollama, vLLM or hosted), for semantic search. Optional.',
    example: 'http://127.0.0.1:11434/v1',
  }),
  EMBEDDINGS_MODEL: createPatternSchema(/^\S{1,200}$/, 'is not the name of a model')
    .default('nomic-embed-text')
    .register(facts, { help: 'The model to use at EMBEDDINGS_BASE_URL.', example: 'nomic-embed-text' }),
  EMBEDDINGS_API_KEY: createPatternSchema(/^\S+$/, 'contains spaces').optional().register(facts, {
    secret: true,
    help: 'The API key for EMBEDDINGS_BASE_URL, if it needs one.',
    example: 'sk-…',
  }),
  LLM_BASE_URL: webUrl.optional().register(facts, {
    isAddress: true,
    help: 'An OpenAI-compatible chat endpoint (Ollama, vLLM or hosted) that writes the summaries. Optional.',
    example: 'http://127.0.0.1:11434/v1',
  }),
  LLM_MODEL: createPatternSchema(/^\S{1,200}$/, 'is not the name of a model')
    .optional()
    .register(facts, { help: 'The model to use at LLM_BASE_URL.', example: 'gemma3:12b' }),
  LLM_API_KEY: createPatternSchema(/^\S+$/, 'contains spaces').optional().register(facts, {
    secret: true,
    help: 'The API key for LLM_BASE_URL, if it needs one.',
    example: 'sk-…',
  }),
  LLM_TIMEOUT: createWholeNumberSchema(1, 600).default(60).register(facts, {
    shown: 'number',
    help: 'The timeout of one answer of the model, in seconds. A model on a machine without a GPU needs more.',
    example: '180',
  }),
  LLM_CONCURRENCY: createWholeNumberSchema(1, 64).default(4).register(facts, {
    shown: 'number',
    help: 'How many summaries the model writes at once. One person can use at most half of that.',
    example: '4',
  }),
  LLM_PRICE_INPUT: amount.default(0).register(facts, {
    shown: 'number',
    help: 'The price of a million input tokens, in any currency.',
    example: '0.15',
  }),
  LLM_PRICE_OUTPUT: amount.default(0).register(facts, {
    shown: 'number',
    help: 'The price of a million output tokens, in the same currency.',
    example: '0.60',
  }),
  LLM_DAILY_COST: amount.optional().register(facts, {
    shown: 'number',
    help: "The model's daily budget (UTC) at these prices. Once it is used up, summaries are made without the model. No limit unless set.",
    example: '0.50',
  }),
  LLM_DAILY_TOKENS: createWholeNumberSchema(0, 1_000_000_000_000).optional().register(facts, {
    shown: 'number',
    help: "The model's daily budget in tokens (UTC). Unless set: 2,000,000 if prices are set and LLM_DAILY_COST is not, otherwise no limit.",
    example: '2000000',
  }),
  VOTE_RETENTION_DAYS: createWholeNumberSchema(30, 36_500).optional().register(facts, {
    shown: 'number',
    help: 'Votes and feedback on summaries are deleted after so many days, at least 30. Unless set, they are stored permanently, since `top all` counts votes.',
    example: '730',
  }),
  DELIVERY_RETENTION_DAYS: createWholeNumberSchema(30, 36_500).optional().register(facts, {
    shown: 'number',
    help: 'Records of posts are deleted after so many days, at least 30. Unless set, they are stored permanently, so that no paper is posted twice.',
    example: '365',
  }),
  REFRESH_MINUTES: createWholeNumberSchema(1, 1440).default(10).register(facts, {
    shown: 'number',
    help: 'How often the lists of today and yesterday are fetched, in minutes.',
    example: '10',
  }),
  LATEST_HOURS: createWholeNumberSchema(1, 168).default(6).register(facts, {
    shown: 'number',
    help: 'A late digest is still posted up to so many hours after it was due.',
    example: '6',
  }),
  CONTACT: createPatternSchema(
    /^(https?:\/\/|mailto:)[\x21-\x7e]+$/,
    'is not an address: give https://… or mailto:…',
  )
    .default('https://github.com/paperboy-bot/paperboy')
    .register(facts, {
      help: 'A web or e-mail address that is sent to Hugging Face and arXiv with each request, so that they can reach the operator.',
      example: 'mailto:you@example.org',
    }),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'is not a log level')
    .default('info')
    .register(facts, {
      shown: 'word',
      help: 'The lowest level that is logged: trace, debug, info, warn, error, fatal or silent.',
      example: 'info',
    }),
  PAPERBOY_CLOCK: instant.optional().register(facts, {
    shown: 'instant',
    help: "For rehearsals: the time at which the process's clock starts.",
    example: '2026-04-30T09:00:00Z',
  }),
  PAPERBOY_CLOCK_SPEED: createWholeNumberSchema(1, 100_000).default(1).register(facts, {
    shown: 'number',
    help: 'For rehearsals against servers on this machine: how many times faster that clock runs.',
    example: '600',
  }),
});
