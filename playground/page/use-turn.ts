import { useState } from 'react';

/** Does something each time that `turn` has become another. */
export function useTurn(turn: number, change: () => void): void {
  const [known, setKnown] = useState(turn);
  if (turn === known) return;
  setKnown(turn);
  change();
}
