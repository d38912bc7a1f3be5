/** The day in UTC, so that a baseline runs out at the same moment everywhere. */
export const today = (): string => new Date().toISOString().slice(0, 10);
