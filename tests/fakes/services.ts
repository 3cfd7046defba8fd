// Services that do as little as a transport test needs: everything refuses except what the test gives.
// Not a model of the application; the services have their own contract suites.

import type { Services } from '../../src/contracts/services.ts';

type Given = { readonly [Domain in Exclude<keyof Services, 'close'>]?: Partial<Services[Domain]> };

function refusing(domain: string, given: object): object {
  return new Proxy(given, {
    get(target, method) {
      const found: unknown = Reflect.get(target, method);
      if (found !== undefined || typeof method === 'symbol' || method === 'then') return found;
      return () => {
        throw new Error(`The test gave no ${domain}.${method}`);
      };
    },
  });
}

export function fakeServices(given: Given = {}, onClose: () => void = () => {}): Services {
  const domain = <Name extends Exclude<keyof Services, 'close'>>(name: Name) =>
    refusing(name, given[name] ?? {}) as Services[Name];
  return {
    system: domain('system'),
    jobs: domain('jobs'),
    market: domain('market'),
    imports: domain('imports'),
    sample: domain('sample'),
    backtests: domain('backtests'),
    features: domain('features'),
    labels: domain('labels'),
    patterns: domain('patterns'),
    datasets: domain('datasets'),
    training: domain('training'),
    close: async () => onClose(),
  };
}
