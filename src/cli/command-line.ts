import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { PaperboyError, StoppedError } from '../core/base/errors.ts';
import { nearest } from '../core/base/nearest.ts';
import { plainText } from '../core/base/plain-text.ts';
import { type App, type BuildKind, type DemoChoice, EXIT } from './app.ts';
import { type AskOptions, search, similar, summary } from './ask.ts';
import { type BackfillOptions, backfill } from './backfill.ts';
import { check } from './check.ts';
import { type DemoOptions, demo } from './demo.ts';
import { importFiles, reindex } from './import.ts';
import { link, unlink } from './link.ts';
import { type PersonOptions, person } from './person.ts';
import { type PostOptions, post } from './post.ts';
import { start } from './start.ts';
import { resume, subscribe, subscriptions, unsubscribe } from './subscribe.ts';
import type { SubscribeOptions } from './subscribe-options.ts';
import { wordForCommandLine } from './word-commands.ts';

export interface CommandLineDeps {
  /** Builds the bot from the settings. */
  build(kind: BuildKind, choice?: DemoChoice): Promise<App>;
  /** Resolves when the process is asked to stop. */
  readonly asked: Promise<void>;
  /** Resolves when the process is asked to stop, or the person at the terminal leaves. */
  until(app: App): Promise<void>;
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
}

const { version: VERSION } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
) as { version: string };

const CHANNEL = [
  'PLATFORM:CHANNEL',
  'discord:123456789012345678, slack:C0123456789 or terminal:local',
] as const;

/** Runs one command line and returns its exit code (see `EXIT`). */
export async function runCommandLine(typed: readonly string[], deps: CommandLineDeps): Promise<number> {
  const argv = plainArguments(typed);
  let code: number = EXIT.ok;
  const withApp =
    (run: (app: App) => Promise<number>, kind: BuildKind = 'one-shot', choice?: DemoChoice) =>
    async (): Promise<void> => {
      const app = await deps.build(kind, choice);
      try {
        code = await run(app);
      } finally {
        await app.close();
      }
    };
  const program = describe(withApp, deps);
  const stranger = unknownCommand(program, argv[0]);
  if (stranger !== undefined) {
    deps.printError(stranger);
    return EXIT.usage;
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, deps.printError);
  }
}

/** Dashes, quotes and blanks as a keyboard types them; names of files and folders are taken as they are. */
function plainArguments(typed: readonly string[]): string[] {
  return typed.map((argument, i) => {
    const isPath = (typed[0] === 'import' && i > 0) || typed[i - 1] === '--replay';
    return isPath ? argument : plainText(argument);
  });
}

type WithApp = (
  run: (app: App) => Promise<number>,
  kind?: BuildKind,
  choice?: DemoChoice,
) => () => Promise<void>;

// One long list on purpose: it is the table of contents of the command line.
function describe(withApp: WithApp, { until, asked, print, printError }: CommandLineDeps): Command {
  const program = new Command('paperboy')
    .description("The day's trending research papers for Slack and Discord.")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => print(text.trimEnd()),
      writeErr: (text) => printError(text.trimEnd()),
    })
    .version(VERSION, '-v, --version', 'show the version')
    // What stands behind a command is the command's: `search diffusion -video` asks for no version.
    .enablePositionalOptions()
    .configureHelp({ subcommandTerm, minWidthToWrap: 30 })
    .showHelpAfterError('Try: npx node src/main.ts --help')
    .addHelpText('after', HELP_END);

  program
    .command('start', { isDefault: true })
    .description('run the bot: fetch, post on time, answer (the default)')
    .action(withApp(async (app) => start(app, until(app)), 'service'));

  program
    .command('demo')
    .description('show a bundled edition here and in a browser; needs no account and no network')
    .option('--replay <folder>', 'recorded days (YYYY-MM-DD.json or .json.gz) instead')
    .option('--date <day>', 'the day to begin with, such as 2026-04-30')
    .option('--speed <n>', 'run the clock this many times as fast')
    .option('--no-browser', 'only the terminal, no page')
    .option('--no-open', 'print the address of the page without opening it')
    .option('--page', 'serve the page even without a terminal')
    .option('--port <port>', 'port of the page (default: 8137, or the next free one)')
    .action((options: DemoOptions) =>
      withApp((app) => demo(app, options, { asked, left: until(app) }), 'demo', options)(),
    );

  program
    .command('subscribe')
    .description("subscribe a channel, or change a subscription's settings")
    .argument(...CHANNEL)
    .option('--at <time>', 'local time, such as 09:00 or 5pm')
    .option('--zone <zone>', 'IANA time zone, such as Europe/Paris')
    .option('--days <days>', 'mon-fri, daily, mon,wed,fri …')
    .option('--cron <expression>', 'instead of --at and --days: "minute hour day month weekday"')
    .option('--count <n>', 'papers in a digest, 1 to 30')
    .addOption(
      new Option('--layout <layout>', 'how a digest is laid out').choices(['thread', 'cards', 'compact']),
    )
    .option(
      '--topics <terms>',
      'only these, between commas: words, "phrases", cs.CL, -not; match:any for looser; none for all',
    )
    .option(
      '--without <terms>',
      'nothing with these, between commas: words, "phrases", categories; none to clear',
    )
    .option('--min-votes <n>', 'only papers with at least this many upvotes')
    .option('--language <language>', 'language of summaries, such as en or de')
    .addOption(
      new Option(
        '--empty-days <what>',
        'on days without papers: post a short message, or stay silent',
      ).choices(['say', 'silent']),
    )
    .option('--catch-up <what>', 'posts missed while down: skip, latest, or up to how many (1 to 30)')
    .action((channel: string, options: SubscribeOptions) =>
      withApp((app) => subscribe(app, channel, options))(),
    );

  program
    .command('resume')
    .description('resume the posts to a paused channel')
    .argument(...CHANNEL)
    .action((channel: string) => withApp((app) => resume(app, channel))());

  program
    .command('unsubscribe')
    .description('stop the posts to a channel; what was posted stays')
    .argument(...CHANNEL)
    .action((channel: string) => withApp((app) => unsubscribe(app, channel))());

  program
    .command('subscriptions')
    .description('list subscribed channels with the next post and the result of the last one')
    .action(withApp(subscriptions));

  program
    .command('post')
    .description('post a digest to a channel now')
    .argument(...CHANNEL)
    .option('--date <day>', 'the edition to post, such as 2026-04-30')
    .option('--dry-run', 'print what would be posted and post nothing')
    .option('--json', 'with --dry-run: the payloads as the platform gets them')
    .action((channel: string, options: PostOptions) =>
      withApp((app) => post(app, channel, options), options.dryRun ? 'dry-run' : 'one-shot')(),
    );

  program
    .command('backfill')
    .description('fetch the editions of a range of days; can be stopped and started again')
    .requiredOption('--from <day>', 'first day, such as 2026-04-01')
    .option('--to <day>', 'last day (default: today, UTC)')
    .option('--again', 'also fetch editions that are already stored')
    .action((options: BackfillOptions) => withApp((app) => backfill(app, options))());

  program
    .command('import')
    .description(
      "import papers: JSON lines (id, title, abstract, authors, date), Kaggle's arXiv data set, CSL-JSON (Zotero) or responses of the API",
    )
    .argument('<FILE...>', 'gzipped or not; an id that is not an arXiv id becomes local:ID')
    .action((files: string[]) => withApp((app) => importFiles(app, files))());

  program.command('reindex').description('rebuild the search index').action(withApp(reindex));

  program
    .command('search')
    .description('search all stored papers, like /papers search')
    // A word to leave out looks like an option.
    .allowUnknownOption()
    .argument('<QUERY...>', 'words, "phrases", -not, begin*, author: org: after: before: votes:>20 code:yes')
    .option('--limit <n>', 'how many results, 1 to 1000')
    .option('--json', 'one JSON object a line')
    .action((query: string[], options: AskOptions) => withApp((app) => search(app, query, options))());

  program
    .command('similar')
    .description('find similar papers, like /papers similar')
    .argument('PAPER', 'id or link')
    .option('--limit <n>', 'how many results, 1 to 1000')
    .option('--json', 'one JSON object a line')
    .action((paper: string, options: AskOptions) => withApp((app) => similar(app, paper, options))());

  program
    .command('summary')
    .description('summarize a paper, like /papers summary')
    .argument('PAPER', 'id or link')
    .addOption(
      new Option('--style <style>', 'one sentence, three, or problem, method and result').choices([
        'tldr',
        'short',
        'bullets',
      ]),
    )
    .option('--language <language>', 'en, de, ja …')
    .option('--json', 'as one JSON object')
    .action((paper: string, options: AskOptions) => withApp((app) => summary(app, paper, options))());

  program
    .command('link')
    .description('link servers and workspaces so that their votes add up')
    .argument('<PLATFORM:ID...>', 'two or more of discord:SERVER and slack:WORKSPACE')
    .action((tenants: string[]) => withApp((app) => link(app, tenants))());

  program
    .command('unlink')
    .description('take a server or workspace out of its community')
    .argument('PLATFORM:ID')
    .action((tenant: string) => withApp((app) => unlink(app, tenant))());

  program
    .command('person')
    .description('show what is saved about a person as JSON, or delete it with --forget')
    .argument('PERSON', 'discord:USER or slack:WORKSPACE:USER')
    .option('--forget', 'delete it')
    .action((who: string, options: PersonOptions) => withApp((app) => person(app, who, options))());

  program
    .command('check')
    .description('check the settings, the platforms and the permission to post')
    .action(withApp(check));

  return program;
}

const HELP_END = `
Settings come from the environment and from .env; .env.example explains each.
Exit codes: 0 done, 1 internal error, 2 wrong usage or settings, 3 refused by a
platform or source, 130 stopped early.

Examples:
  npx node src/main.ts subscribe discord:123456789012345678 --at 09:00
  npx node src/main.ts post slack:C0123456789 --date 2026-04-30 --dry-run
  npx node src/main.ts backfill --from 2026-04-01`;

/** Two columns have to fit in eighty: what a command takes is told by its own help. */
function subcommandTerm(command: Command): string {
  const taken = command.registeredArguments.map((argument) => {
    const called = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? `<${called}>` : `[${called}]`;
  });
  return [command.name(), ...taken].join(' ');
}

/** Commander would take a mistyped command for an argument of the default one. */
function unknownCommand(program: Command, typed: string | undefined): string | undefined {
  const names = [...program.commands.map((command) => command.name()), 'help'];
  if (typed === undefined || typed.startsWith('-') || names.includes(typed)) return undefined;
  const meant = nearest(typed, names);
  return `Unknown command "${typed}".${meant ? ` Did you mean ${meant}?` : ''}\nTry: npx node src/main.ts --help`;
}

function explain(error: unknown, printError: (line: string) => void): number {
  // Commander has said what is wrong by itself; asking for help is not a mistake.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (isStop(error)) {
    printError('Stopped before it was done.');
    return EXIT.stopped;
  }
  if (error instanceof PaperboyError) {
    printError(error.message);
    if (error.fix) printError(wordForCommandLine(error.fix));
    return /^(?:delivery|source)/.test(error.code) ? EXIT.refused : EXIT.usage;
  }
  printError(
    `Something went wrong on our side: ${error instanceof Error ? (error.stack ?? error.message) : error}`,
  );
  return EXIT.failed;
}

function isStop(error: unknown): boolean {
  if (error instanceof StoppedError) return true;
  if (error instanceof PaperboyError) return error.code === 'source-stopped';
  return error instanceof DOMException && error.name === 'AbortError';
}
