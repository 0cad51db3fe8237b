import { createTexts } from '../../core/base/catalog.ts';

/** What `--help` says. */
export const help = createTexts({
  program: 'The day’s trending research papers for Slack and Discord.',
  version: 'show the version',
  tryHelp: 'Try: npx node src/main.ts --help',
  channel:
    'discord:123456789012345678, slack:C0123456789, slack:T0123456789/C0123456789, webhook:NAME or terminal:local',
  json: 'as JSON, one object per line',
  yes: 'save without asking, after saying how many papers match',
  limit: 'how many results, 1 to 1000',

  start: 'run the bot: fetch, post on time, answer (the default)',
  startSettings: 'Settings, from the environment or from .env:',
  demo: 'show a bundled edition here and in a browser; needs no account and no network',
  demoReplay: 'recorded days (YYYY-MM-DD.json or .json.gz) instead',
  demoDate: 'the day to begin with, such as 2026-04-30',
  demoSpeed: 'run the clock this many times as fast',
  demoNoBrowser: 'only the terminal, no page',
  demoNoOpen: 'print the address of the page without opening it',
  demoPage: 'serve the page even without a terminal',
  demoPort: 'port of the page (default: 8137, or the next free one)',

  subscriptions: 'list subscribed channels with the next post and the result of the last one',
  post: 'post a digest to a channel now',
  postDate: 'the edition to post, such as 2026-04-30',
  postDryRun: 'print what would be posted and post nothing',
  postJson: 'with --dry-run: the payloads as the platform gets them',

  backfill: 'fetch the editions of a range of days; can be stopped and started again',
  backfillFrom: 'first day, such as 2026-04-01',
  backfillTo: 'last day (default: today, UTC)',
  backfillAgain: 'also fetch editions that are already stored',
  importFiles:
    'import papers: JSON lines (id, title, abstract, authors, date), Kaggle’s arXiv data set, CSL-JSON (Zotero) or responses of the API',
  importFile: 'gzipped or not; an ID that is not an arXiv ID becomes local:ID',
  reindex: 'rebuild the search index',

  site: 'write the web pages and feeds as files, for GitHub Pages or any server of files',
  siteOut: 'the folder; what is unchanged in it stays',
  siteDays: 'how many of the newest days',
  siteUrl: 'where the pages will be, such as https://name.github.io/papers (default: WEB_URL)',

  link: 'link servers and workspaces so that their votes add up',
  linkMembers: 'two or more of discord:SERVER, slack:WORKSPACE, email:readers and webhook:NAME',
  unlink: 'take a server or workspace out of its community',
  person: 'show what is saved about a person as JSON, or delete it with --forget',
  personId: 'discord:USER or slack:WORKSPACE/USER',
  tenant: 'show or delete what is saved about a server or workspace',
  tenantExport: 'show all of it as JSON: channels, posts, votes, and on Slack its people',
  tenantDelete: 'delete all of it, after asking back',
  tenantYes: 'do not ask back',
  personForget: 'delete it',
  bounce: 'read a mail that came back from standard input, and stop its address',
  webhook: 'post digests to a web address as signed JSON: add, list, remove',
  webhookAdd: 'add an address, and show its signing secret once',
  webhookName: 'letters, digits, - and _; its channel is webhook:NAME',
  webhookAddress: 'https://…; nothing is sent to it before it is subscribed',
  webhookList: 'list the webhooks',
  webhookRemove: 'delete one, with its subscription',
  health: 'ask the running bot at HEALTH_PORT whether it is ready; ends with 0 or 1',
  healthLive: 'only whether the process answers, as a liveness probe asks',
  move: 'copy a database from a file to PostgreSQL; can be stopped and started again',
  moveFrom: 'the file, such as file:data/paperboy.sqlite; it stays as it is',
  moveTo: 'postgres://USER:PASSWORD@HOST/NAME, an empty database (default: DATABASE_URL)',
  check: 'check the settings, the platforms and the permission to post',

  end: `
Settings come from the environment and from .env; start --help lists them all.
Exit codes: 0 done, 1 internal error, 2 wrong usage or settings, 3 refused by a
platform or source, 130 stopped early.

Examples:
  npx node src/main.ts subscribe discord:123456789012345678 --at 09:00
  npx node src/main.ts post slack:C0123456789 --date 2026-04-30 --dry-run
  npx node src/main.ts backfill --from 2026-04-01`,
});
