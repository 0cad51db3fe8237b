/** The file is not a snapshot that this version can use; the message is a short reason for the log. Build a new one. */
export class UnusableSnapshot extends Error {}
