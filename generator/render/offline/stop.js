// This site saves nothing any more: the worker removes what it once saved, and
// itself.
addEventListener("install", event => event.waitUntil((async () => {
	for (const key of await caches.keys()) if (key.startsWith(`saved|${new URL(registration.scope).pathname}|`)) await caches.delete(key);
	await registration.unregister();
})()));
