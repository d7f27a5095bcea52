// This site saves nothing any more: the worker removes what was saved, at once,
// and itself, when the last page under the old worker is closed.
const remove = async () => {
	for (const key of await caches.keys()) if (key.startsWith(`saved|${new URL(registration.scope).pathname}|`)) await caches.delete(key);
};
addEventListener("install", event => event.waitUntil(remove()));
addEventListener("activate", event => event.waitUntil(remove().then(() => registration.unregister())));
