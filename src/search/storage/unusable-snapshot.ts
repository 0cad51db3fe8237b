/** The file is not a snapshot that this version can use; `message` says why. Build a new one. */
export class UnusableSnapshot extends Error {}
