/** Clicks what leads to another page, and waits until that is there. */
async function goThrough(page, place) {
  await Promise.all([page.waitForEvent('domcontentloaded'), place.click()]);
}

/** Sends the first form of this act, whatever the language of its button. */
export const send = (page, act) => goThrough(page, page.locator(`form[action$="/${act}"] button[type=submit]`).first());

/** Follows the first link of the page's own part whose address has this in it. */
export const followTo = (page, address) => goThrough(page, page.locator(`main a[href*="${address}"]`).first());
