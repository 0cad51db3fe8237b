/** The table of a move that is not finished: the rest of the database is not whole. */
export const MOVE_TABLE = 'paperboy_move';
