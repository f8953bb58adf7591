export { HostObject, JavaDouble, JavaList, JavaLong, JavaMap } from './value.ts';
export type { HostMethod, ListKind, Value } from './value.ts';
