/** Debian's Chromium, as the build machines have it; `CHROMIUM` names another. */
export const launch = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
  ],
};

/** Somebody who asked their system for less motion: a test need not wait for pages that fade. */
export const calm = { reducedMotion: 'reduce' };

/**
 * What the browser complains of on its console, as sentences. A page that answers 4xx on purpose is not a complaint, nor is a network that a test
 * cut or a portal that it let go on at a later moment; a missing script, style or picture, an exception and a broken content policy are.
 */
export function complaintsOf(context) {
  const complaints = [];
  context.on('console', message => {
    if (message.type() !== 'error') return;
    const { url } = message.location();
    const refusal = /status of 4\d\d/.test(message.text()) && !/\/(pkg\/|[^/]+\.\w+$)/.test(new URL(url || 'http://none').pathname);
    const cut = /net::ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED)/.test(message.text());
    if (!refusal && !cut) complaints.push(`${message.text()} (${url})`);
  });
  context.on('weberror', error => complaints.push(String(error.error())));
  return complaints;
}
