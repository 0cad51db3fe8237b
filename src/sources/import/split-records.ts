/** One record's text, with its line, or its index in the array; without a text where that is too long. */
export interface RecordText {
  readonly line: number;
  readonly text?: string;
}

export interface RecordSplitter {
  /** The records that end in this piece of the file. */
  push(piece: string): RecordText[];
  /** The last one. Throws where the file ends in the middle of an array. */
  end(): RecordText[];
}

/** Kaggle's longest record has 100 KB; those with a full text have some megabytes. */
const MAX_RECORD_LENGTH = 8 * 1024 * 1024;

/** Collects a record from the pieces it comes in, and drops it where it is too long. */
function createCollector(longest: number) {
  let pieces: string[] = [];
  let length = 0;
  return {
    add(piece: string): void {
      length += piece.length;
      if (length <= longest) pieces.push(piece);
      else pieces = [];
    },
    take(line: number): RecordText {
      const record = length > longest ? { line } : { line, text: pieces.join('') };
      pieces = [];
      length = 0;
      return record;
    },
    get isBlank(): boolean {
      return length <= longest && pieces.every((piece) => piece.trim() === '');
    },
  };
}

/** One record a line; blank lines are counted and left out. */
export function splitLines(longest = MAX_RECORD_LENGTH): RecordSplitter {
  const collector = createCollector(longest);
  let line = 1;
  const endLine = (): RecordText[] => {
    const { isBlank } = collector;
    const record = collector.take(line);
    line += 1;
    return isBlank ? [] : [record];
  };
  return {
    push(piece) {
      const lines = piece.split('\n');
      return lines.flatMap((part, i) => {
        collector.add(part);
        return i < lines.length - 1 ? endLine() : [];
      });
    },
    end: endLine,
  };
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPENS, CLOSES] = [new Set([0x5b, 0x7b]), new Set([0x5d, 0x7d])];

/** The items of one array, found by their brackets alone: what an item is, whoever parses it says. */
export function splitArray(longest = MAX_RECORD_LENGTH): RecordSplitter {
  const collector = createCollector(longest);
  let depth = 0;
  let items = 0;
  let inString = false;
  let isEscaped = false;

  const endItem = (): RecordText => {
    items += 1;
    return collector.take(items);
  };

  function push(piece: string): RecordText[] {
    const found: RecordText[] = [];
    let start = 0;
    for (let at = 0; at < piece.length; at++) {
      const character = piece.charCodeAt(at);
      if (isEscaped) isEscaped = false;
      else if (inString) {
        if (character === BACKSLASH) isEscaped = true;
        else if (character === QUOTE) inString = false;
      } else if (character === QUOTE) inString = true;
      else if (OPENS.has(character)) {
        depth += 1;
        if (depth === 1) start = at + 1;
      } else if (CLOSES.has(character) || (character === COMMA && depth === 1)) {
        if (depth !== 1) {
          depth -= 1;
          continue;
        }
        collector.add(piece.slice(start, at));
        if (character === COMMA) found.push(endItem());
        else {
          depth = 0;
          // `[]` has no item.
          if (items > 0 || !collector.isBlank) found.push(endItem());
        }
        start = at + 1;
      }
    }
    if (depth > 0) collector.add(piece.slice(start));
    return found;
  }

  return {
    push,
    end() {
      if (depth > 0) throw new Error('its list does not end');
      return [];
    },
  };
}
