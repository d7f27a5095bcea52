package offline

import "sync"

// kept are tools with large tables: as many as work at once, from the first use to
// the program's end. A sync.Pool lets go of them at each collection, and a build
// has some for every ten packs.
type kept[T any] struct {
	make func() T
	mu   sync.Mutex
	free []T
}

func (k *kept[T]) get() T {
	k.mu.Lock()
	defer k.mu.Unlock()
	last := len(k.free) - 1
	if last < 0 {
		return k.make()
	}
	t := k.free[last]
	k.free = k.free[:last]
	return t
}

func (k *kept[T]) put(t T) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.free = append(k.free, t)
}
