// What other domains may use of the settings.
export { createSettingsStore, type SettingsReading, type SettingsStore } from './settings-store.ts';
