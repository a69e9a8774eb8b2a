export function isSetUp(environment: NodeJS.ProcessEnv, envText: string): boolean;
