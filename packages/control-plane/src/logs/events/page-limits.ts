/** Of one answer: "as many log events as can fit in a response size of 1 MB, up to 10,000 log events". */
export const MAX_PAGE_BYTES: number = 1024 * 1024;
export const MAX_PAGE_EVENTS = 10_000;
