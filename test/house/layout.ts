export interface Part {
  /** Files of the part, by the start of their path; the longest match counts. */
  readonly path: string;
  /** Path starts inside the project that it may import, besides itself. */
  readonly inside: readonly string[];
  readonly packages: readonly string[];
  /** Whether `node:` modules are allowed. */
  readonly node: boolean;
}

/** Default-deny: what is not written here fails. */
export const PARTS: readonly Part[] = [
  {
    path: 'src/core/',
    inside: [],
    packages: ['csv-stringify', 'intl-messageformat', 'lru-cache', 'p-queue'],
    node: false,
  },
  // The language of an answer follows the calls below it.
  { path: 'src/core/base/language.ts', inside: [], packages: ['intl-messageformat'], node: true },
  {
    path: 'src/sources/',
    inside: ['src/core/'],
    packages: ['ky', 'cheerio', 'htmlparser2', 'lru-cache', 'zod', 'p-queue'],
    node: true,
  },
  {
    path: 'src/search/',
    inside: ['src/core/', 'src/rpc/', 'src/private-files.ts'],
    packages: ['stemmer', 'openai', 'word-list'],
    node: true,
  },
  { path: 'src/summary/', inside: ['src/core/'], packages: ['openai', 'zod'], node: true },
  // Calls to a worker thread, and what answers them there.
  { path: 'src/rpc/', inside: ['src/core/'], packages: [], node: true },
  // What is read apart from the event loop: the parsers of both parts, in one worker.
  {
    path: 'src/parsing/',
    inside: ['src/core/', 'src/rpc/', 'src/sources/', 'src/summary/'],
    packages: [],
    node: true,
  },
  // Pages and feeds.
  {
    path: 'src/web/',
    inside: ['src/core/', 'src/asker.ts'],
    packages: ['hono', '@hono/node-server', 'lru-cache'],
    node: true,
  },
  // What the bot counts, how it is, and the port that says so.
  {
    path: 'src/monitoring/',
    inside: ['src/core/'],
    packages: ['@opentelemetry/exporter-prometheus', '@opentelemetry/sdk-metrics'],
    node: true,
  },
  // Keys for addresses and links, and what a mail that came back says.
  { path: 'src/mail/', inside: ['src/core/', 'src/sealed-text.ts'], packages: [], node: true },
  {
    path: 'src/store/',
    inside: ['src/core/', 'src/private-files.ts'],
    packages: ['kysely', 'lru-cache', 'pg'],
    node: true,
  },
  // What a channel likes, learned from votes: pure, over vectors that the search returns.
  { path: 'src/taste/', inside: ['src/core/'], packages: [], node: false },
  { path: 'src/jobs/', inside: ['src/core/', 'src/taste/'], packages: ['croner'], node: false },
  {
    path: 'src/jobs/timing/schedule.ts',
    inside: ['src/core/', 'src/jobs/'],
    packages: ['node-cron'],
    node: false,
  },
  {
    path: 'src/cli/',
    inside: ['src/core/', 'src/jobs/'],
    packages: ['commander'],
    node: true,
  },
  { path: 'src/demo/', inside: ['src/core/'], packages: [], node: true },
  {
    path: 'src/config/',
    inside: ['src/core/', 'src/private-files.ts', 'src/redact.ts'],
    packages: ['zod'],
    node: true,
  },
  {
    path: 'src/log.ts',
    inside: ['src/core/', 'src/redact.ts'],
    packages: ['pino', 'pino-pretty'],
    node: true,
  },
  // Modes of files: the database's, and the index's.
  { path: 'src/private-files.ts', inside: ['src/core/'], packages: [], node: true },
  // Encryption of what the database stores for us alone.
  { path: 'src/asker.ts', inside: [], packages: [], node: true },
  { path: 'src/sealed-text.ts', inside: [], packages: [], node: true },
  { path: 'src/last-guard.ts', inside: ['src/core/', 'src/last-guard-texts.ts'], packages: [], node: false },
  { path: 'src/last-guard-texts.ts', inside: ['src/core/'], packages: [], node: false },
  { path: 'src/redact.ts', inside: [], packages: [], node: false },
  { path: 'src/output.ts', inside: ['src/core/', 'src/redact.ts'], packages: [], node: true },
  { path: 'src/clock.ts', inside: ['src/core/'], packages: [], node: false },
  // Puts everything together.
  {
    path: 'src/app/',
    inside: ['src/', 'commands/', 'adapters/', 'languages/', 'playground/'],
    packages: [],
    node: true,
  },
  {
    path: 'src/main.ts',
    inside: [
      'src/app/failed-load.ts',
      'src/app/run.ts',
      'src/config/lean-process.ts',
      'src/search/start-ahead.ts',
    ],
    packages: [],
    node: false,
  },
  { path: 'commands/', inside: ['src/core/'], packages: [], node: false },
  // Translations: texts that are already there, in other words.
  { path: 'languages/', inside: ['src/', 'commands/texts/', 'adapters/'], packages: [], node: false },
  // The types of requests and responses.
  { path: 'adapters/shared/shared-port.ts', inside: [], packages: [], node: true },
  { path: 'adapters/shared/', inside: ['src/core/'], packages: [], node: false },
  {
    path: 'adapters/terminal/',
    inside: ['src/core/', 'adapters/shared/'],
    packages: ['wrap-ansi'],
    node: true,
  },
  {
    path: 'adapters/discord/',
    inside: ['src/core/', 'adapters/shared/'],
    packages: ['discord.js', 'lru-cache', 'zod'],
    node: true,
  },
  {
    path: 'adapters/slack/',
    inside: ['src/core/', 'src/asker.ts', 'adapters/shared/'],
    packages: ['@slack/bolt', 'lru-cache', 'p-queue', 'zod'],
    node: true,
  },
  {
    path: 'adapters/email/',
    inside: ['src/core/', 'adapters/shared/'],
    packages: ['nodemailer'],
    node: true,
  },
  {
    path: 'adapters/webhook/',
    inside: ['src/core/', 'adapters/shared/'],
    packages: ['zod'],
    node: true,
  },
  {
    path: 'loopback/discord/',
    inside: ['loopback/traffic.ts'],
    packages: ['discord.js', 'discord-api-spec', 'ws', 'zod'],
    node: true,
  },
  {
    path: 'loopback/slack/',
    // Nothing of the adapter: its limits and scopes would be wrong on both sides, and every test would pass.
    inside: ['loopback/traffic.ts'],
    packages: ['ws', 'zod'],
    node: true,
  },
  { path: 'loopback/hugging-face/', inside: [], packages: [], node: true },
  { path: 'loopback/mail-protection.ts', inside: [], packages: ['smtp-server'], node: false },
  {
    path: 'loopback/counting-mail-server.ts',
    inside: ['loopback/mail-protection.ts'],
    packages: ['smtp-server'],
    node: true,
  },
  {
    path: 'loopback/mail-server.ts',
    inside: ['loopback/mail-protection.ts'],
    packages: ['mailparser', 'smtp-server'],
    node: true,
  },
  { path: 'loopback/traffic.ts', inside: [], packages: [], node: false },
  {
    path: 'playground/',
    inside: ['src/core/', 'loopback/'],
    packages: ['discord.js', 'open', 'zod'],
    node: true,
  },
  {
    path: 'playground/page/',
    inside: ['playground/protocol.ts', 'src/core/'],
    packages: ['discord-markdown-parser', 'discord.js', 'react', 'react-dom', 'slack-blocks-to-jsx'],
    node: false,
  },
  { path: 'playground/screenshots.ts', inside: ['playground/'], packages: ['playwright-core'], node: true },
  {
    path: 'playground/day-pictures.ts',
    inside: ['playground/', 'src/demo/'],
    packages: ['playwright-core'],
    node: true,
  },
  { path: 'playground/picture-book.ts', inside: ['playground/'], packages: ['playwright-core'], node: true },
  { path: 'playground/browse-task.ts', inside: ['playground/'], packages: ['playwright-core'], node: true },
  { path: 'playground/time-tasks.ts', inside: ['playground/'], packages: ['playwright-core'], node: true },
  { path: 'playground/page/build.ts', inside: [], packages: ['rolldown'], node: true },
  { path: 'loopback/model-server.ts', inside: [], packages: [], node: true },
];

/**
 * The folders inside a part, from the bottom to the top. A file imports from its own folder and from those below it, so
 * that there can be no cycle; files that are beside the folders are above them all.
 */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  'src/core': [
    'text',
    'base',
    'async',
    'replies',
    'paper',
    'vote',
    'reason',
    'schedule',
    'delivery',
    'mail',
    'webhook',
    'message',
    'search',
    'summary',
    'store',
    'platform',
    'command',
    'matching',
    'digest',
  ],
  'src/jobs': ['timing', 'composing', 'delivery', 'votes', 'papers', 'people', 'mail', 'tenants', 'alerts'],
  'src/search': [
    'texts',
    'text',
    'storage',
    'postings',
    'query',
    'latent',
    'embeddings',
    'ranking',
    'highlight',
    'index',
    'lifecycle',
  ],
  'src/sources': ['shared', 'http', 'hugging-face', 'arxiv', 'full-text', 'import'],
  'src/summary': ['text', 'calls', 'extractive', 'one-line', 'grounding', 'model'],
  'src/store': [
    'dialect',
    'sqlite',
    'postgres',
    'migrations',
    'tables',
    'papers',
    'posts',
    'votes',
    'channels',
    'email',
    'people',
    'tenants',
    'move',
  ],
  'src/web': ['texts', 'base', 'html', 'papers', 'feeds', 'channels', 'export', 'mail'],
  'src/cli': ['base', 'chat', 'commands'],
  commands: ['texts', 'shared', 'lists', 'search', 'papers', 'people', 'channel', 'help'],
  'adapters/discord': ['texts', 'render', 'components', 'api', 'posts', 'gateway'],
  'adapters/email': ['texts', 'render', 'api'],
  'adapters/webhook': ['texts', 'render', 'api'],
  'adapters/slack': ['texts', 'render', 'api', 'posts', 'install', 'events'],
};
