import { InputError } from '../core/base/errors.ts';
import type { PersonId } from '../core/base/ids.ts';
import { isEmpty } from '../core/store/person-data.ts';
import { personDataJson } from '../core/store/person-data-json.ts';
import { createForget } from '../jobs/forget.ts';
import { type App, EXIT } from './app.ts';
import { problems, texts } from './texts.ts';

export interface PersonOptions {
  readonly forget?: true;
}

/** Prints what is saved about a person, or deletes it: for those who cannot type commands to the bot any more. */
export async function person(
  app: Pick<App, 'store' | 'clock' | 'platforms' | 'log' | 'print'>,
  text: string,
  options: PersonOptions,
): Promise<number> {
  const { store, clock, print } = app;
  const who = readPerson(text);
  const data = await store.people.dataOf(who);
  if (!options.forget) {
    print(personDataJson(who, data, clock.now()).trimEnd());
    return EXIT.ok;
  }
  await createForget(app)(who);
  print(isEmpty(data) ? texts.nothingSaved({ person: who }) : texts.forgotten({ person: who }));
  return EXIT.ok;
}

function readPerson(text: string): PersonId {
  if (/^(?:discord:\d{5,20}|slack:[TE]\w{5,20}:[UW]\w{5,20}|terminal:\w{1,40})$/.test(text)) return text;
  throw new InputError(problems.personInvalid({ typed: text.slice(0, 60) }));
}
