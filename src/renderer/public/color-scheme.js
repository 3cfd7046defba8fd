// Puts the remembered theme and palette on <html> before the first paint, so that a light desk never flashes dark.
// A separate classic script because the content security policy allows no inline script. Reads two keys, writes two attributes.
(() => {
  const root = document.documentElement;
  let scheme = null;
  let palette = null;
  try {
    scheme = localStorage.getItem('anchordesk-color-scheme');
    palette = localStorage.getItem('anchordesk-palette');
  } catch {
    // Storage may be switched off: the dark default of index.html stays.
  }
  if (scheme === 'auto') scheme = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
  if (scheme === 'light' || scheme === 'dark') root.setAttribute('data-mantine-color-scheme', scheme);
  if (palette === 'blue-orange' || palette === 'green-red') root.setAttribute('data-palette', palette);
})();
