/**
 * `velocity`: Apache Velocity 1.7 as it is. `apigateway`: as API Gateway runs it, where a reference that does not resolve has the
 * value "" everywhere.
 */
export type Dialect = 'velocity' | 'apigateway';
