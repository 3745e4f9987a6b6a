# Det, som alle sider har til fælles.

web-skip = Spring til indholdet
web-language = Sprog
web-not-here = Her er ikke noget
web-not-possible = Det kan vi ikke lige nu
web-error-code = Kode { $code } ({ $status })
web-to-the-start = Til forsiden
