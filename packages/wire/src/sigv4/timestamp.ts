/** `YYYYMMDDTHHMMSSZ` of a time in epoch milliseconds. */
export function formatTimestamp(epochMillis: number): string {
  return new Date(epochMillis).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** `YYYY-MM-DDTHH:MM:SSZ` of a time in epoch milliseconds. */
export function isoSeconds(epochMillis: number): string {
  return new Date(epochMillis).toISOString().replace(/\.\d+/, '');
}

/** Epoch milliseconds of `YYYYMMDDTHHMMSSZ`; undefined for any other text and for days that do not exist. */
export function parseTimestamp(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const epochMillis = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(epochMillis) || formatTimestamp(epochMillis) !== text ? undefined : epochMillis;
}
