export { formatDiagnostic } from './api-file.ts';
export type { Credentials, ServerConfig, ServerOptions } from './config.ts';
export { ConfigError } from './config-error.ts';
export type { MadeCredentials } from './made-credentials.ts';
export { deleteCredentials, listCredentials, makeCredentials } from './made-credentials.ts';
export type { RunningServer } from './start-server.ts';
export { startServer } from './start-server.ts';
export type { ApiStatus, EndpointSummary, PorticoStatus, StageStatus } from './status-service.ts';
