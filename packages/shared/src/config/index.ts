export { type Config, ConfigError, readConfig, settingNames } from './read-config.ts'
export { type SettingWords, settingWords } from './setting-words.ts'
export { settings } from './settings.ts'
