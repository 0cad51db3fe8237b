import type { Context } from 'hono';
import { toOneLine } from '../../core/message/safe-text.ts';
import { toPlainText } from '../../core/text/plain-text.ts';

/** Fields of a form in plain form, as everything is that people type, on one line, without what is not seen; one that is missing is empty. */
export interface FormFields {
  get(name: string): string;
}

/** More than any field of ours takes. */
const MAX_LENGTH = 2000;

/** Reads a form that a browser or a mail provider has sent. What is no form, or a malformed one, has no fields. */
export async function readForm(c: Context): Promise<FormFields> {
  const type = c.req.header('content-type') ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded') && !type.startsWith('multipart/form-data'))
    return { get: () => '' };
  const fields = await parseFields(c);
  return {
    get: (name) => {
      const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
      return typeof value === 'string' ? toOneLine(toPlainText(value), MAX_LENGTH) : '';
    },
  };
}

async function parseFields(c: Context): ReturnType<Context['req']['parseBody']> {
  try {
    return await c.req.parseBody();
  } catch (error) {
    if (error instanceof TypeError) return {};
    throw error;
  }
}
