/** A word of the server's, when it is one that this page has a text for. */
export const known = <T extends string>(list: readonly T[], value: string | null | undefined): T | undefined => list.find((each) => each === value);
