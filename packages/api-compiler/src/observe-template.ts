import type { MappingTemplateObserver } from '@portico/mapping';

/**
 * Chooses who hears what a template does while it is rendered. Templates that nobody observes run as if there were no such thing.
 * @param place as in diagnostics: `GET /pets requestTemplates[application/json]`
 */
export type ObserveTemplate = (place: string, source: string) => MappingTemplateObserver | undefined;
