// The way up from a feature set, shared by its pages.

export const CRUMBS = [{ label: 'Feature sets', to: '/research/features' }];
