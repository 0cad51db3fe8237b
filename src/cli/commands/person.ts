import { InputError } from '../../core/base/errors.ts';
import { type PersonId, parsePersonId } from '../../core/base/ids.ts';
import { isPossiblePerson } from '../../core/platform/platform-info.ts';
import { isEmpty } from '../../core/store/person-data.ts';
import { writePersonData } from '../../core/store/person-data-json.ts';
import { createForget } from '../../jobs/people/forget.ts';
import { type App, EXIT } from '../base/app.ts';
import { problems, texts } from '../base/texts.ts';

export interface PersonOptions {
  readonly forget?: true;
}

/** Prints what is saved about a person, or deletes it: for people who can no longer type commands to the bot. */
export async function runPerson(
  app: Pick<App, 'store' | 'clock' | 'platforms' | 'platformInfo' | 'log' | 'print'>,
  text: string,
  options: PersonOptions,
): Promise<number> {
  const { store, clock, print } = app;
  const who = readPerson(app, text);
  const data = await store.people.readPersonData(who);
  if (!options.forget) {
    print(writePersonData(who, data, clock.now()).trimEnd());
    return EXIT.ok;
  }
  await createForget(app)(who);
  print(isEmpty(data) ? texts.nothingSaved({ person: who }) : texts.forgotten({ person: who }));
  return EXIT.ok;
}

function readPerson({ platformInfo }: Pick<App, 'platformInfo'>, text: string): PersonId {
  // Version 0.1.0 wrote slack:T0123456789:U0123456789.
  const [platform, tenant, ...users] = text.split(':');
  const person = parsePersonId(users.length === 1 ? `${platform}:${tenant}/${users[0]}` : text);
  // A typing error is refused, and not reported as somebody about whom nothing is saved.
  if (person && isPossiblePerson(platformInfo, person)) return person;
  throw new InputError(problems.personInvalid({ typed: text.slice(0, 60) }));
}
