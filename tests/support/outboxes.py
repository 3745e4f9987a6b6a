"""A station's outbox as it lies in a browser, for scripts that look into it or fill it past the app."""

FILL = """([name, codes, count]) => new Promise((done) => {
    const opened = indexedDB.open(name);
    opened.onsuccess = () => {
        const transaction = opened.result.transaction("scans", "readwrite");
        const from = Date.now() - count;
        for (let place = 0; place < count; place++) transaction.objectStore("scans").add({
            kind: "issue", code: codes[place % codes.length], id: crypto.randomUUID().replace(/-4/, "-7"),
            at: new Date(from + place).toISOString(), era: "before",
        });
        transaction.oncomplete = () => { opened.result.close(); done(); };
    };
})"""
"""Writes `count` issues of these codes into the database `name`, as an earlier page would have left them."""

COUNT = """name => new Promise((done) => {
    const opened = indexedDB.open(name);
    opened.onsuccess = () => {
        const asked = opened.result.transaction("scans").objectStore("scans").count();
        asked.onsuccess = () => { opened.result.close(); done(asked.result); };
    };
})"""
"""How many scans wait in the database `name`."""
