export { type Config, ConfigError, readConfig, settingNames } from './read-config.ts'
