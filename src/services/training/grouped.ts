// Whole numbers inside sentences, grouped the Indian way: 1,05,000. For cautions, certificates and accounts of runs.

export const grouped = (count: number): string => count.toLocaleString('en-IN');
