import { clearLine, cursorTo, type Interface } from 'node:readline';
import type { Writable } from 'node:stream';
import { type AskedQuestion, findQuestion } from '../../src/core/command/confirmation.ts';
import type { Action, Message } from '../../src/core/message/message.ts';
import type { Paper, PaperId } from '../../src/core/paper/paper.ts';
import { toPrintable } from '../../src/core/text/printable.ts';
import { LIMITS } from './limits.ts';
import { renderText } from './render.ts';
import { listShownViews } from './views.ts';

export interface ScreenOptions {
  readonly output: Writable;
  readonly color: boolean;
  /** Whether a person sits there: a prompt is shown. */
  readonly interactive: boolean;
  /** `TERM=dumb`: it can write lines, but can neither move its cursor nor erase. */
  readonly dumb?: boolean;
  /** The current width, since a window can be resized; 0 or none: unknown. */
  readonly readColumns?: () => number | undefined;
}

const PROMPT = 'papers> ';

/** The output of the terminal, and what in it a person can refer to: numbers of papers, letters of buttons. */
export class Screen {
  readonly #options: ScreenOptions;
  readonly #listed = new Map<number, Pick<Paper, 'id' | 'title'>>();
  #buttons: readonly Action[] = [];
  #reader: Interface | undefined;

  constructor(options: ScreenOptions) {
    this.#options = options;
  }

  /** For each number the paper that was last shown with it. */
  get listed(): ReadonlyMap<number, PaperId> {
    return new Map([...this.#listed].map(([n, { id }]) => [n, id]));
  }

  /** The paper that was last shown with a number. */
  findPaperAt(n: number): Pick<Paper, 'id' | 'title'> | undefined {
    return this.#listed.get(n);
  }

  /** A button of the last answer. */
  findButtonAt(index: number): Action | undefined {
    return this.#buttons[index];
  }

  /** The buttons of the question that the last answer asked. */
  findAskedQuestion(): AskedQuestion['buttons'] | undefined {
    return findQuestion({ kind: 'notice', tone: 'info', title: '', actions: this.#buttons })?.buttons;
  }

  render(message: Message, color: boolean): string {
    return renderText(message, { color, columns: this.#options.readColumns?.() || LIMITS.columns });
  }

  write(text: string): void {
    this.#options.output.write(`${text}\n`);
  }

  /** Writes the content of a file: control characters are escaped. */
  writeFile(content: string): void {
    this.write(toPrintable(content));
  }

  /** Shows an answer. */
  show(message: Message): void {
    const shown = ('actions' in message ? (message.actions ?? []) : []).filter(
      ({ kind }) => kind === 'button',
    );
    // After an error or a short answer the older answer is still on the screen, with its letters.
    if (shown.length > 0 || message.kind !== 'notice') this.#buttons = shown;
    this.#note(message);
    this.write(this.render(message, this.#options.color));
  }

  /** Shows a post: it has numbers to vote with, while letters press the buttons of the last answer. */
  post(message: Message): void {
    this.#note(message);
    const bare = 'actions' in message ? { ...message, actions: [] } : message;
    this.writeUnasked(this.render(bare, this.#options.color));
  }

  /** Writes in the line of the prompt, which is shown again below with what was typed. */
  writeUnasked(text: string): void {
    const { interactive, dumb, output } = this.#options;
    if (!interactive || !this.#reader) {
      this.write(text);
      return;
    }
    if (dumb) this.write('');
    else {
      cursorTo(output, 0);
      clearLine(output, 0);
    }
    this.write(text);
    this.#reader.prompt(true);
  }

  /** Starts or stops reading lines. */
  attach(reader: Interface | undefined): void {
    this.#reader = reader;
  }

  /** Asks a question, or for a command where there is none. What a question quotes is escaped. */
  ask(question: string | undefined): void {
    const shown = question === undefined ? undefined : toPrintable(question);
    if (this.#options.interactive) {
      this.#reader?.setPrompt(shown ?? PROMPT);
      this.#reader?.prompt();
    } else if (shown) this.#options.output.write(shown);
  }

  #note(message: Message): void {
    const numbered = listShownViews(message).flatMap(({ n, paper }) =>
      n === undefined ? [] : [[n, { id: paper.id, title: paper.title }] as const],
    );
    // A list that starts with 1 is a new one: the number 5 must not refer to the fifth paper of an older list.
    if ('entries' in message && numbered[0]?.[0] === 1) this.#listed.clear();
    for (const [n, paper] of numbered) this.#listed.set(n, paper);
  }
}
